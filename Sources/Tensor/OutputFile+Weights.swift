extension OutputFile {
    /// Appends weights as they are stored.
    ///
    /// - Throws: ``TensorError`` when the disk is full or fails.
    package func write(_ weights: WeightMatrix) throws(TensorError) {
        // The address holds as long as the file does.
        try withExtendedLifetime(weights.file) { () throws(TensorError) in
            try unsafe write(RawSpan(_unsafeStart: weights.address, byteCount: weights.byteCount))
        }
    }
}
