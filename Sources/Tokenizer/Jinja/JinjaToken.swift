/// One token of a template: text between tags, a tag's border, or a part of an expression.
struct JinjaToken {
    /// What a token is.
    enum Kind: Equatable {
        /// Text to be written as it stands.
        case data(String)
        /// `{%`
        case blockBegin
        /// `%}`
        case blockEnd
        /// `{{`
        case variableBegin
        /// `}}`
        case variableEnd
        /// An identifier or keyword.
        case name(String)
        /// A string literal, its escapes resolved.
        case string(String)
        /// A whole number.
        case integer(Int)
        /// A number with a fraction or exponent.
        case float(Double)
        /// An operator or bracket.
        case sign(String)
        /// The end of the template.
        case end
    }

    /// What it is.
    let kind: Kind
    /// The line it starts on, from 1.
    let line: Int
}
