import Foundation

@testable import Workstation

/// Says whether a JSON text fits a shape, by a strict parser and without the machine.
enum ShapeChecker {
    /// What is wrong; nil when nothing is.
    static func fault(_ text: String, _ shape: JSONShape) -> String? {
        do {
            let value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
            return fault(value, shape) ?? orderFault(text, shape)
        } catch {
            return "no JSON: \(error)"
        }
    }

    private static func fault(_ value: Any, _ shape: JSONShape) -> String? {
        switch shape {
        case .text(let most):
            guard let text = value as? String else { return "no string" }
            return text.unicodeScalars.count > most ? "too long" : nil
        case .choice(let strings):
            guard let text = value as? String else { return "no string" }
            return strings.contains(text) ? nil : "unknown choice \(text)"
        case .excerpt(let source, _, _):
            guard let text = value as? String else { return "no string" }
            return !text.isEmpty && Evidence.occurs(text, in: source) ? nil : "not in the source: \(text)"
        case .list(let element, let least, let most):
            guard let list = value as? [Any] else { return "no list" }
            guard (least...most).contains(list.count) else { return "\(list.count) elements" }
            return list.lazy.compactMap { fault($0, element) }.first
        case .object(let members):
            guard let object = value as? [String: Any] else { return "no object" }
            let required = Set(members.filter(\.isRequired).map(\.name))
            guard required.isSubset(of: object.keys), Set(object.keys).isSubset(of: members.map(\.name))
            else {
                return "names \(object.keys)"
            }
            return members.lazy.compactMap { member in object[member.name].flatMap { fault($0, member.shape) }
            }.first
        case .number(let isWhole):
            guard let number = value as? NSNumber, !isTruth(number) else { return "no number" }
            return isWhole && number.doubleValue.rounded() != number.doubleValue ? "not whole" : nil
        case .literal(let values):
            return values.contains(plain(value)) ? nil : "unknown value \(value)"
        case .map(let shape, let most):
            guard let object = value as? [String: Any] else { return "no object" }
            return object.count > most ? "too many" : object.values.lazy.compactMap { fault($0, shape) }.first
        case .either(let shapes):
            return shapes.contains { fault(value, $0) == nil } ? nil : "fits no alternative"
        case .anything: return nil
        }
    }

    private static func isTruth(_ number: NSNumber) -> Bool { "\(type(of: number))".contains("Bool") }

    /// A value as JSON writes it without quotes.
    private static func plain(_ value: Any) -> String {
        if value is NSNull { return "null" }
        guard let data = try? JSONSerialization.data(withJSONObject: [value]) else { return "" }
        return String(decoding: data.dropFirst().dropLast(), as: UTF8.self)
    }

    /// Says whether the names of the objects of a list stand in their order.
    private static func orderFault(_ text: String, _ shape: JSONShape) -> String? {
        guard case .list(.object(let members), _, _) = shape else { return nil }
        let names = names(Array(text.utf8))
        return names.enumerated().allSatisfy { $1 == members[$0 % members.count].name }
            ? nil : "order \(names)"
    }

    /// The strings in front of a colon, found byte by byte: marks that combine with a quote change no byte of it.
    private static func names(_ bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var start: Int?
        var index = 0
        while index < bytes.count {
            if let first = start {
                if bytes[index] == UInt8(ascii: "\\") {
                    index += 1
                } else if bytes[index] == UInt8(ascii: "\"") {
                    if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ":") {
                        names.append(String(decoding: bytes[first..<index], as: UTF8.self))
                    }
                    start = nil
                }
            } else if bytes[index] == UInt8(ascii: "\"") {
                start = index + 1
            }
            index += 1
        }
        return names
    }
}
