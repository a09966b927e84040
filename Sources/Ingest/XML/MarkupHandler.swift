/// Receives the events of ``XMLPushParser`` and ``HTMLPushParser``.
///
/// Names are in the form `w:p`: for XML the prefix is the one this package uses for the name space
/// (``XMLNamespaces``), whatever the file calls it; for HTML there is none.
protocol MarkupHandler: AnyObject {
    /// An element begins.
    func start(_ name: String, _ attributes: [String: String])
    /// An element ends; every start has its end.
    func end(_ name: String)
    /// Text between marks, in pieces of any size.
    func text(_ text: String)
}
