internal import Core
internal import Foundation
internal import Store

extension BlobStore {
    /// Stores a document's structure.
    func put(document: ExtractedDocument) throws -> BlobReference {
        try put(Array(JSONCoding.encoder.encode(document)))
    }

    /// Reads a document's structure.
    func document(_ digest: String) throws -> ExtractedDocument {
        try JSONCoding.decoder.decode(ExtractedDocument.self, from: Data(read(digest)))
    }
}
