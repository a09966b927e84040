internal import Ingest

/// Files that must be read, those with the same bytes together: one of them is read, the others are its copies.
///
/// Which one that is depends on the order in which they were found, and never on which worker is faster. A file that cannot
/// be read says nothing of its copies, whose names may tell more about them: the next one is tried.
struct UnreadFiles {
    /// A file with the SHA-256 of its bytes; nil when it cannot be opened.
    typealias File = (candidate: IngestCandidate, digest: String?)

    /// Files with the same bytes, in the order of the first of each.
    private var groups: [[File]] = []
    /// The group of each file that is being read, by its name.
    private var reading: [String: Int] = [:]

    /// Arranges files.
    ///
    /// - Parameters:
    ///   - files: The files, in the order in which they were found.
    ///   - isUsed: Whether a document of this name holds the bytes already, so that it goes on doing so.
    init(_ files: [File], isUsed: (File) -> Bool) {
        var places: [String: Int] = [:]
        for file in files {
            if let digest = file.digest, let place = places[digest] {
                if isUsed(file) {
                    groups[place].insert(file, at: 0)
                } else {
                    groups[place].append(file)
                }
            } else {
                if let digest = file.digest { places[digest] = groups.count }
                groups.append([file])
            }
        }
    }

    /// The files to read next: the first of each group that is left; empty when none is.
    mutating func nextRound() -> [IngestCandidate] {
        reading = [:]
        var round: [IngestCandidate] = []
        for place in groups.indices where !groups[place].isEmpty {
            let candidate = groups[place].removeFirst().candidate
            reading[candidate.name] = place
            round.append(candidate)
        }
        return round
    }

    /// Takes the copies of a file of this round, which need not be read.
    mutating func takeCopies(of candidate: IngestCandidate) -> [IngestCandidate] {
        guard let place = reading[candidate.name] else { return [] }
        defer { groups[place] = [] }
        return groups[place].map(\.candidate)
    }
}
