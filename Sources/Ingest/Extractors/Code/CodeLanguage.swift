/// Names of programming languages by the extension of a file.
enum CodeLanguage {
    /// The language's name for people, or nil when the extension says nothing.
    static func name(suffix: String) -> String? { names[suffix] }

    private static let names = [
        "c": "C", "h": "C", "cc": "C++", "cpp": "C++", "hpp": "C++", "cs": "C#", "go": "Go", "java": "Java",
        "js": "JavaScript", "mjs": "JavaScript", "ts": "TypeScript", "tsx": "TypeScript", "jsx": "JavaScript",
        "kt": "Kotlin", "lua": "Lua", "m": "Objective-C or MATLAB", "php": "PHP", "pl": "Perl", "pm": "Perl",
        "py": "Python", "r": "R", "rb": "Ruby", "rs": "Rust", "scala": "Scala", "sh": "Shell",
        "bash": "Shell",
        "zsh": "Shell", "sql": "SQL", "swift": "Swift", "vim": "Vim script", "el": "Emacs Lisp",
        "lisp": "Lisp",
        "hs": "Haskell", "ml": "OCaml", "css": "CSS", "scss": "SCSS", "toml": "TOML", "yaml": "YAML",
        "yml": "YAML",
        "ini": "INI", "cmake": "CMake", "mk": "Make", "diff": "a patch", "patch": "a patch", "bib": "BibTeX",
        "jl": "Julia", "dart": "Dart", "ex": "Elixir", "exs": "Elixir", "erl": "Erlang", "fs": "F#",
        "vb": "Visual Basic",
        "ps1": "PowerShell", "groovy": "Groovy", "clj": "Clojure", "f90": "Fortran", "zig": "Zig",
        "nim": "Nim",
    ]

    /// The language that a first line `#!/usr/bin/env python3` names.
    static func name(firstLine: some StringProtocol) -> String? {
        guard firstLine.hasPrefix("#!") else { return nil }
        let program = firstLine.dropFirst(2).split(separator: " ").last { !$0.hasPrefix("-") }
        let name = program?.split(separator: "/").last?.prefix { $0.isLetter } ?? ""
        return [
            "python": "Python", "sh": "Shell", "bash": "Shell", "perl": "Perl", "ruby": "Ruby",
            "node": "JavaScript",
        ][
            String(name)]
    }
}
