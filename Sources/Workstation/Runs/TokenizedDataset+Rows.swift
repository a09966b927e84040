internal import Core
internal import Training

extension TokenizedDataset.Rows {
    /// The rows in the form that the run's folder takes, checked against the model.
    ///
    /// - Throws: `TrainingError` when a row does not fit.
    func checked(vocabulary: Int, maximumLength: Int, name: String) throws -> TokenRows {
        try TokenRows(
            tokens: tokens, weights: weights, offsets: offsets, vocabulary: vocabulary,
            maximumLength: maximumLength, name: name)
    }
}
