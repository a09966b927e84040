internal import Core
internal import Engine
internal import Foundation
internal import Store

/// What a bundle consists of, and its checksum list.
enum BundleFiles {
    static let sums = "SHA256SUMS"
    static let card = "README.md"
    /// What PEFT saves of an adapter.
    static let peft = [LoRAAdapter.configurationFileName, LoRAAdapter.weightsFileName]
    /// What the checksum list names.
    static let listed = peft + [BundleManifest.fileName, card]
    /// All of a bundle, in the order in which it is packed.
    static let all = (listed + [sums]).sorted()

    /// The list for some files of a folder.
    static func sums(of names: [String], in folder: String) throws -> String {
        try names.sorted().map { "\(try Digest.sha256(ofFile: folder + "/" + $0))  \($0)\n" }.joined()
    }

    /// Checks a bundle's folder against its list: every listed file is there with its digest, and no other is there.
    ///
    /// - Throws: ``WorkstationError`` that names the file that does not fit.
    static func verify(_ folder: String, of bundle: String) throws {
        func damaged(_ fault: String) -> WorkstationError { Self.damaged(bundle, fault) }
        guard FileTree.isFile(folder + "/" + sums) else { throw damaged("it has no \(sums)") }
        let text = String(decoding: try FileTree.read(folder + "/" + sums, limit: 1 << 20), as: UTF8.self)
        var listed: Set<String> = [sums]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map { $0.trimmingPrefix(" ") }
            guard parts.count == 2, Digest.isValid(String(parts[0])) else {
                throw damaged("\(sums) has a line that is not a digest and a name")
            }
            let name = String(parts[1])
            guard !name.contains("/"), FileTree.isFile(folder + "/" + name) else {
                throw damaged("the listed file \(name.debugDescription) is not in it")
            }
            guard try Digest.sha256(ofFile: folder + "/" + name) == String(parts[0]) else {
                throw damaged("the file \(name.debugDescription) has another digest than listed")
            }
            listed.insert(name)
        }
        if let stray = try FileTree.names(in: folder).first(where: { !listed.contains($0) }) {
            throw damaged("the file \(stray.debugDescription) is not listed")
        }
    }

    static func damaged(_ bundle: String, _ fault: String) -> WorkstationError {
        WorkstationError(
            .corrupt, "damaged_bundle",
            "The adapter bundle \(bundle.debugDescription) cannot be used: \(fault); export it again where it came from."
        )
    }
}
