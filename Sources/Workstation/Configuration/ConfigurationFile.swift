internal import Core
internal import Foundation
internal import TOMLKit

/// Reads `workstation.toml`: every key is known, typed and in range, or the file is refused.
package struct ConfigurationFile {
    private typealias Path<Value> = WritableKeyPath<WorkstationConfiguration, Value> & Sendable

    /// The keys of each section with what they may hold; the sample in `configs/` documents them.
    private static let integerKeys: [String: (range: ClosedRange<Int>, path: any Path<Int>)] = [
        "server.port": (0...65535, \.port),
        "engine.threads": (0...256, \.threads),
        "engine.cache_bytes": (0...1 << 40, \.cacheBytes),
        "training.threads": (0...256, \.training.threads),
        "extraction.processes": (1...64, \.extraction.processes),
        "extraction.memory_bytes": (256 << 20...1 << 40, \.extraction.memoryBytes),
        "extraction.maximum_file_bytes": (1...1 << 40, \.extraction.maximumFileBytes),
        "extraction.maximum_upload_bytes": (1...1 << 40, \.extraction.maximumUploadBytes),
    ]
    private static let numberKeys: [String: (range: ClosedRange<Double>, path: any Path<Double>)] = [
        "training.time_budget_seconds": (10...1e6, \.training.timeBudgetSeconds),
        "extraction.seconds_per_file": (1...3600, \.extraction.secondsPerFile),
    ]
    private static let textKeys: [String: any Path<String>] = [
        "home": \.home,
        "web.root": \.webRoot,
    ]
    private static let numericsKeys: [String: any Path<Numerics>] = [
        "engine.numerics": \.numerics
    ]

    private let path: String
    private let table: TOMLTable

    /// Reads a file.
    ///
    /// - Throws: ``WorkstationError`` when the file cannot be read or is not TOML.
    package init(path: String) throws {
        self.path = path
        do {
            table = try TOMLTable(string: String(contentsOfFile: path, encoding: .utf8))
        } catch let error as TOMLParseError {
            throw WorkstationError.invalid(
                "invalid_configuration",
                "The configuration file \(path.debugDescription) is not TOML at line "
                    + "\(error.source.begin.line); mend that line.")
        } catch {
            throw WorkstationError(
                .invalidInput, "unreadable_configuration",
                "The configuration file \(path.debugDescription) cannot be read; check its path and permissions.",
                cause: error)
        }
    }

    /// Writes the file's values over a configuration's.
    ///
    /// - Throws: ``WorkstationError`` that names an unknown key, a wrong type or a value out of range.
    package func apply(to configuration: inout WorkstationConfiguration) throws {
        for key in table.keys {
            if let section = table[key]?.table {
                for inner in section.keys {
                    try apply("\(key).\(inner)", section[inner], to: &configuration)
                }
            } else {
                try apply(key, table[key], to: &configuration)
            }
        }
    }

    private func apply(
        _ key: String, _ value: (any TOMLValueConvertible)?, to configuration: inout WorkstationConfiguration
    ) throws {
        if let rule = Self.integerKeys[key] {
            guard let number = value?.int, rule.range.contains(number) else {
                throw outOfRange(
                    key, "a whole number from \(rule.range.lowerBound) to \(rule.range.upperBound)")
            }
            configuration[keyPath: rule.path] = number
        } else if let rule = Self.numberKeys[key] {
            guard let number = value?.double ?? value?.int.map(Double.init), rule.range.contains(number)
            else {
                throw outOfRange(key, "a number from \(rule.range.lowerBound) to \(rule.range.upperBound)")
            }
            configuration[keyPath: rule.path] = number
        } else if let keyPath = Self.textKeys[key] {
            guard let text = value?.string, !text.isEmpty else { throw outOfRange(key, "a text") }
            configuration[keyPath: keyPath] = text
        } else if let keyPath = Self.numericsKeys[key] {
            guard let numerics = value?.string.flatMap(Numerics.init) else {
                throw outOfRange(key, Numerics.choices)
            }
            configuration[keyPath: keyPath] = numerics
        } else {
            let keys = Array(Self.integerKeys.keys) + Self.numberKeys.keys + Self.textKeys.keys
            let known = (keys + Self.numericsKeys.keys).sorted()
            throw WorkstationError.invalid(
                "unknown_configuration_key",
                "The configuration file \(path.debugDescription) has the unknown key \(key.debugDescription); "
                    + "known keys are \(known.joined(separator: ", ")).")
        }
    }

    private func outOfRange(_ key: String, _ expected: String) -> WorkstationError {
        WorkstationError.invalid(
            "invalid_configuration",
            "The key \(key.debugDescription) in the configuration file \(path.debugDescription) must be "
                + "\(expected).")
    }
}
