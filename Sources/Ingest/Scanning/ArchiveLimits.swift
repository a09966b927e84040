/// How much a dropped folder or archive may hold.
package struct ArchiveLimits: Codable, Sendable, Hashable {
    /// Members of one archive, nested archives included, or files of one folder, all levels together.
    package var entries = 200_000
    /// Bytes of one unpacked member.
    package var memberBytes = 2 << 30
    /// Bytes of all unpacked members of one archive, nested archives included.
    package var totalBytes = 16 << 30
    /// Archives within archives; 1 unpacks only the archive itself.
    package var archiveDepth = 3
    /// Folders within folders.
    package var folderDepth = 64
    /// How many times larger than the archive its members may be, once they exceed ``ratioFloorBytes``.
    package var ratio = 200
    /// Unpacked bytes below which the ratio does not matter.
    package var ratioFloorBytes = 64 << 20
    /// Bytes of a text above which it is cut into parts, each a document of its own.
    package var wholeTextBytes = 16 << 20
    /// Bytes of such a part, about.
    package var textPartBytes = 4 << 20
    /// Seconds of wall-clock time for unpacking one archive.
    package var wallSeconds = 1800
    /// Seconds in which an archive that is being unpacked must give a member or bytes of one.
    package var silentSeconds = 60

    /// The limits that the product uses.
    package init() {}

    /// Whether nothing more may be unpacked.
    var isSpent: Bool { entries <= 0 || totalBytes <= 0 }

    /// Takes off what an archive gave, so that the archives inside it share what is left.
    mutating func spend(_ unpacked: UnpackedArchive) {
        entries -= unpacked.members.count + unpacked.skipped.count
        totalBytes -= unpacked.members.reduce(0) { $0 + $1.byteCount }
    }
}
