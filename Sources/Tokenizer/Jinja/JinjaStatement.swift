/// A statement of a template.
enum JinjaStatement: Sendable {
    /// Text written as it stands.
    case text(String)
    /// `{{ expression }}`
    case output(JinjaExpression)
    /// `{% if %} … {% elif %} … {% else %} … {% endif %}`
    case condition([(test: JinjaExpression, body: [JinjaStatement])], otherwise: [JinjaStatement])
    /// `{% for target in sequence if filter %} … {% else %} … {% endfor %}`
    case loop(Loop)
    /// `{% set target = value %}`
    case assign(Target, JinjaExpression)
    /// `{% set name | filter %} … {% endset %}`
    case capture(Target, filters: [Filter], body: [JinjaStatement])
    /// `{% macro name(parameters) %} … {% endmacro %}`
    case macro(Macro)
    /// `{% call(parameters) macro() %} … {% endcall %}`
    case callBlock(JinjaExpression, caller: Macro)
    /// `{% filter name %} … {% endfilter %}`
    case filterBlock([Filter], body: [JinjaStatement])
    /// `{% with name = value %} … {% endwith %}`
    case scope([(target: Target, value: JinjaExpression)], body: [JinjaStatement])
    /// `{% generation %} … {% endgeneration %}`, which marks what the model says.
    case generation([JinjaStatement])
    /// `{% break %}`
    case leaveLoop
    /// `{% continue %}`
    case nextIteration

    /// What is assigned to.
    indirect enum Target: Sendable {
        case name(String)
        case tuple([Target])
        case attribute(String, String)
    }

    /// A filter of a block.
    struct Filter: Sendable {
        let name: String
        let arguments: JinjaExpression.Arguments
        let line: Int
    }

    /// A loop.
    final class Loop: Sendable {
        let target: Target
        let sequence: JinjaExpression
        let filter: JinjaExpression?
        let body: [JinjaStatement]
        let otherwise: [JinjaStatement]
        let isRecursive: Bool

        init(
            target: Target, sequence: JinjaExpression, filter: JinjaExpression?, body: [JinjaStatement],
            otherwise: [JinjaStatement], isRecursive: Bool
        ) {
            self.target = target
            self.sequence = sequence
            self.filter = filter
            self.body = body
            self.otherwise = otherwise
            self.isRecursive = isRecursive
        }
    }

    /// A macro, or the body of a call block.
    final class Macro: Sendable {
        let name: String
        let parameters: [(name: String, initial: JinjaExpression?)]
        let body: [JinjaStatement]
        /// Whether it looks at `varargs`, and so takes more arguments than it has parameters.
        let takesMore: Bool
        /// Whether it looks at `kwargs`, and so takes arguments of other names.
        let takesMoreNames: Bool

        init(
            name: String, parameters: [(name: String, initial: JinjaExpression?)], body: [JinjaStatement],
            takesMore: Bool = false, takesMoreNames: Bool = false
        ) {
            self.name = name
            self.parameters = parameters
            self.body = body
            self.takesMore = takesMore
            self.takesMoreNames = takesMoreNames
        }
    }
}
