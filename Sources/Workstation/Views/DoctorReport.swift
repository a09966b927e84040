/// What `doctor` found.
package struct DoctorReport: Codable, Sendable, Hashable {
    /// One thing that was looked at.
    package struct Check: Codable, Sendable, Hashable {
        /// What was looked at.
        package var name: String
        /// Whether it is as it should be.
        package var ok: Bool
        /// What was found, with the remedy when it is not as it should be.
        package var detail: String
    }

    /// Everything that was looked at.
    package var checks: [Check]
}
