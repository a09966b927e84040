/// What LaTeX commands and environments mean for a reader.
enum LaTeXVocabulary {
    /// Headings and their depth, the part outermost.
    static let headings = [
        "part": 0, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
        "subparagraph": 6,
    ]

    /// Commands whose arguments are no text, with the number of arguments.
    static let silent: [String: Int] = [
        "label": 1, "index": 1, "cite": 1, "citep": 1, "citet": 1, "ref": 1, "eqref": 1, "pageref": 1,
        "autoref": 1,
        "cref": 1, "Cref": 1, "nocite": 1, "bibliography": 1, "bibliographystyle": 1, "includegraphics": 1,
        "input": 1,
        "include": 1, "usepackage": 1, "documentclass": 1, "vspace": 1, "hspace": 1, "setlength": 2,
        "setcounter": 2,
        "addtocounter": 2, "addtolength": 2, "pagestyle": 1, "thispagestyle": 1, "hypersetup": 1,
        "newtheorem": 2,
        "color": 1, "textcolor": 1, "colorbox": 1, "definecolor": 3, "rule": 2, "pagenumbering": 1,
        "geometry": 1,
        "lstset": 1, "phantom": 1, "hphantom": 1, "vphantom": 1, "selectlanguage": 1, "fontsize": 2,
        "cline": 1, "cmidrule": 1,
        "multirow": 2, "multicolumn": 2, "rowcolor": 1, "cellcolor": 1, "rowcolors": 3, "graphicspath": 1,
        "addcontentsline": 3, "href": 1, "hyperlink": 1, "hypertarget": 1,
        "raisebox": 1,
        "parbox": 1, "resizebox": 2, "scalebox": 1, "newcommand": 2, "renewcommand": 2, "providecommand": 2,
        "def": 1,
        "DeclareMathOperator": 2, "newenvironment": 3, "renewenvironment": 3, "footnotemark": 0, "bibitem": 1,
        "hyphenation": 1,
    ]

    /// Commands that stand for characters.
    static let symbols = [
        "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
        "aa": "å", "AA": "Å",
        "i": "ı", "j": "ȷ", "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–",
        "textemdash": "—", "LaTeX": "LaTeX",
        "TeX": "TeX", "LaTeXe": "LaTeX2e", "copyright": "©", "textcopyright": "©", "textregistered": "®",
        "texttrademark": "™",
        "S": "§", "P": "¶", "pounds": "£", "euro": "€", "texteuro": "€", "textdegree": "°",
        "textbackslash": "\\",
        "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "textless": "<", "textgreater": ">",
        "textunderscore": "_",
        "textbullet": "•", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
        "textquotedblright": "”",
        "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "newline": " ", "par": "\n\n",
        "linebreak": " ", "dag": "†",
        "ddag": "‡", "slash": "/", "textquotesingle": "'", "guillemotleft": "«", "guillemotright": "»",
        "flqq": "«", "frqq": "»",
        "glqq": "„", "grqq": "“", "checkmark": "✓", "today": "", "tabularnewline": " ",
    ]

    /// Marks that are set over or under the next letter, as combining characters.
    static let accents: [String: String] = [
        "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}", "=": "\u{304}",
        ".": "\u{307}",
        "u": "\u{306}", "v": "\u{30C}", "H": "\u{30B}", "c": "\u{327}", "k": "\u{328}", "r": "\u{30A}",
        "d": "\u{323}", "b": "\u{331}",
    ]

    /// Environments that hold formulas, which are kept as they are written.
    static let formulas: Set<String> = [
        "equation", "equation*", "align", "align*", "displaymath", "math", "eqnarray", "eqnarray*", "gather",
        "gather*",
        "multline", "multline*", "flalign", "flalign*", "alignat", "alignat*",
    ]

    /// Environments that hold tables.
    static let tables: Set<String> = [
        "tabular", "tabular*", "tabularx", "longtable", "array", "tabulary", "supertabular",
    ]

    /// Environments without text.
    static let silentEnvironments: Set<String> = [
        "comment", "tikzpicture", "picture", "filecontents", "pspicture", "pgfpicture",
    ]

    /// Environments that quote.
    static let quotes: Set<String> = ["quote", "quotation", "verse", "displayquote"]
}
