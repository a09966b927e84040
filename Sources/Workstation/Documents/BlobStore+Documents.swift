internal import Core
internal import Foundation
internal import Store

extension BlobStore {
    /// Stores a document's structure; its JSON, which takes several times the memory of its text, is never held whole.
    func put(document: ExtractedDocument) throws -> BlobReference {
        let writer = try DocumentWriter(writer())
        return try writer.write(document)
    }

    /// Reads a document's structure.
    func document(_ digest: String) throws -> ExtractedDocument {
        try JSONCoding.decoder.decode(ExtractedDocument.self, from: Data(read(digest)))
    }
}
