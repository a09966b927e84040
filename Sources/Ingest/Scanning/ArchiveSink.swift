import Core

/// Receives what ``ArchiveUnpacker`` finds, in order.
protocol ArchiveSink {
    /// A member begins; its name has been checked.
    mutating func begin(_ name: String) throws(IngestError)
    /// The member's next bytes.
    mutating func write(_ bytes: ArraySlice<UInt8>) throws(IngestError)
    /// The member ends; with an error (its own, not the archive's) it could not be read to its end and is to be dropped.
    mutating func end(_ error: IngestError?) throws(IngestError)
    /// A member is left out.
    mutating func refuse(_ name: String, _ error: IngestError) throws(IngestError)
}
