/// Writes a formula of an Office document as LaTeX, from the events of its elements.
///
/// Fractions, roots, powers, indices, sums, brackets, matrices and functions are written as such; marks above letters
/// that have no name here are left out, and their letters stay.
struct OfficeFormula {
    /// An element that is open, with what was written inside of it.
    private struct Node {
        var name: String
        var text = ""
        /// What its arguments hold, by their names; an argument may be there several times.
        var arguments: [String: [String]] = [:]
        /// Its settings, by their names.
        var settings: [String: String] = [:]

        func first(_ argument: String) -> String { arguments[argument]?.first ?? "" }
    }

    private var nodes = [Node(name: "")]

    /// Elements that hold a part of the element around them.
    private static let arguments: Set<String> = [
        "m:e", "m:num", "m:den", "m:sup", "m:sub", "m:deg", "m:lim", "m:fName", "m:mr",
    ]
    private static let settings: Set<String> = [
        "m:chr", "m:begChr", "m:endChr", "m:sepChr", "m:degHide", "m:subHide", "m:supHide",
    ]
    private static let operators = [
        "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∬": "\\iint", "∭": "\\iiint", "∮": "\\oint",
        "⋃": "\\bigcup",
        "⋂": "\\bigcap",
    ]
    private static let functions: Set<String> = [
        "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "log",
        "ln",
        "exp", "lim", "max", "min", "sup", "inf", "det", "dim", "gcd",
    ]
    private static let accents = [
        "\u{302}": "\\hat", "\u{303}": "\\tilde", "\u{304}": "\\bar", "\u{305}": "\\overline",
        "\u{307}": "\\dot",
        "\u{308}": "\\ddot", "\u{20D7}": "\\vec",
    ]

    /// The formula so far.
    var latex: String { nodes[0].text }

    /// An element begins.
    mutating func start(_ name: String, _ attributes: [String: String]) {
        if Self.settings.contains(name) {
            // A setting stands inside the properties of the element that it is for.
            if let index = nodes.indices.last(where: { !nodes[$0].name.hasSuffix("Pr") }) {
                nodes[index].settings[name] = attributes["m:val"] ?? ""
            }
        }
        nodes.append(Node(name: name))
    }

    /// Text of the formula.
    mutating func add(_ text: String) { nodes[nodes.count - 1].text.append(text) }

    /// An element ends.
    mutating func end() {
        guard nodes.count > 1, let node = nodes.popLast() else { return }
        let text = Self.written(node)
        if Self.arguments.contains(node.name) {
            nodes[nodes.count - 1].arguments[node.name, default: []].append(text)
        } else {
            nodes[nodes.count - 1].text.append(text)
        }
    }

    private static func written(_ node: Node) -> String {
        let base = node.first("m:e")
        switch node.name {
        case "m:f": return "\\frac{\(node.first("m:num"))}{\(node.first("m:den"))}"
        case "m:rad":
            let degree = isOn(node.settings["m:degHide"]) ? "" : node.first("m:deg")
            return "\\sqrt" + (degree.isEmpty ? "" : "[\(degree)]") + "{\(base)}"
        case "m:sSup", "m:limUpp": return base + script("^", node.first("m:sup") + node.first("m:lim"))
        case "m:sSub", "m:limLow": return base + script("_", node.first("m:sub") + node.first("m:lim"))
        case "m:sSubSup", "m:sPre":
            let scripts = script("_", node.first("m:sub")) + script("^", node.first("m:sup"))
            return node.name == "m:sPre" ? "{}" + scripts + base : base + scripts
        case "m:nary":
            let sign = node.settings["m:chr"] ?? "∫"
            return (operators[sign] ?? sign) + script("_", node.first("m:sub"))
                + script("^", node.first("m:sup"))
                + " " + base
        case "m:d":
            let inner = (node.arguments["m:e"] ?? []).joined(separator: node.settings["m:sepChr"] ?? "|")
            return (node.settings["m:begChr"] ?? "(") + inner + (node.settings["m:endChr"] ?? ")")
        case "m:func":
            let name = node.first("m:fName")
            return (functions.contains(name) ? "\\" + name : name) + " " + base
        case "m:m": return matrix(node.arguments["m:mr"] ?? [])
        case "m:eqArr": return matrix(node.arguments["m:e"] ?? [])
        case "m:mr": return (node.arguments["m:e"] ?? []).joined(separator: " & ")
        case "m:acc": return accents[node.settings["m:chr"] ?? "\u{302}"].map { "\($0){\(base)}" } ?? base
        case "m:bar": return "\\overline{\(base)}"
        default: return node.text + base
        }
    }

    private static func script(_ mark: String, _ text: String) -> String {
        text.isEmpty ? "" : text.count == 1 ? mark + text : "\(mark){\(text)}"
    }

    private static func matrix(_ rows: [String]) -> String {
        "\\begin{matrix}" + rows.joined(separator: " \\\\ ") + "\\end{matrix}"
    }

    private static func isOn(_ setting: String?) -> Bool { setting.map { $0 != "0" && $0 != "off" } ?? false }
}
