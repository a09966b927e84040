import Foundation
import Hummingbird

extension Request {
    /// A value of the query, decoded as browsers encode it; nil when it is missing or empty.
    func query(_ name: String) -> String? {
        for pair in (uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard Self.decoded(parts[0]) == name, parts.count == 2 else { continue }
            let value = Self.decoded(parts[1])
            return value.isEmpty ? nil : value
        }
        return nil
    }

    /// A whole number of the query; nil when it is missing.
    ///
    /// - Throws: ``ServerError`` when it is not one from 0.
    func wholeNumber(_ name: String) throws -> Int? {
        guard let text = query(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw ServerError.invalid("The query's \(name) must be a whole number from 0.")
        }
        return number
    }

    /// A value of the query out of a closed set; nil when it is missing.
    ///
    /// - Throws: ``ServerError`` that lists the set.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, of type: Value.Type
    ) throws -> Value? where Value.RawValue == String {
        guard let text = query(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServerError.invalid("The query's \(name) must be one of \(all).")
        }
        return value
    }

    /// A value of the query that must be there.
    func required(_ name: String) throws -> String {
        guard let value = query(name) else {
            throw ServerError.invalid("The query's \(name) is missing; add ?\(name)=….")
        }
        return value
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = String(text.replacing("+", with: " "))
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension ServerContext {
    /// The part of the path that a route names, decoded.
    func part(_ name: String) throws -> String {
        guard let raw = parameters.get(name), let text = raw.removingPercentEncoding, !text.isEmpty else {
            throw ServerError.invalid("The address is not understood; check its percent-encoding.")
        }
        return text
    }
}
