/// What HTML elements, classes and roles mean for extraction.
enum HTMLVocabulary {
    /// Elements that begin and end a block of text.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html",
        "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead",
        "tr", "ul", "listing", "xmp",
    ]

    /// Elements without any text for a reader.
    static let ignored: Set<String> = [
        "applet", "audio", "button", "canvas", "datalist", "embed", "footer", "iframe", "input", "map", "nav",
        "noframes",
        "noscript", "object", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
        "math-annotation",
        "annotation", "annotation-xml",
    ]

    /// Headings and their levels.
    static let headings = ["h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6]

    /// Whether an element is navigation or other furniture of the page.
    ///
    /// `isInContent`: Whether an ancestor is `main`, `article` or a section of text.
    ///
    /// - Returns: Whether it is navigation or decoration rather than content.
    static func isFurniture(_ name: String, _ attributes: [String: String], isInContent: Bool) -> Bool {
        if ignored.contains(name) { return true }
        if name == "aside", !isInContent, attributes["epub:type"]?.contains("note") != true { return true }
        guard !attributes.isEmpty else { return false }
        if attributes["hidden"] != nil || attributes["aria-hidden"] == "true" { return true }
        if let style = attributes["style"]?.lowercased().filter({ $0 != " " }),
            style.contains("display:none") || style.contains("visibility:hidden")
        {
            return true
        }
        if let role = attributes["role"], furnitureRoles.contains(role) { return true }
        if let id = attributes["id"]?.lowercased(), furnitureIds.contains(id) { return true }
        if let type = attributes["epub:type"] ?? attributes["type"],
            ["toc", "landmarks", "page-list", "pagebreak"].contains(type)
        {
            return true
        }
        let classes = attributes["class"]?.lowercased() ?? ""
        // Generators make the id of a section from its heading, whatever that is about.
        let isSection = name == "section" || classes.split(separator: " ").contains("section")
        if !isInContent, !isSection, !frames.contains(name), let id = attributes["id"], hasFurnitureWord(id) {
            return true
        }
        if !isInContent, !frames.contains(name), hasFurnitureWord(classes) { return true }
        return classes.split(whereSeparator: \.isWhitespace).contains {
            furnitureClasses.contains(String($0))
        }
    }

    /// Elements that hold the page as a whole or head a part of its text, whatever they are called.
    private static let frames: Set<String> = [
        "html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "table", "pre",
    ]

    /// Words in names of boxes that stand around the text: `site-cookie-notice`, `box_newsletter`.
    private static let furnitureWords: Set<String> = [
        "cookie", "cookies", "consent", "gdpr", "newsletter", "breadcrumb", "breadcrumbs", "pagination",
        "sidebar",
        "advert", "adverts", "advertisement", "sponsored", "share", "sharing", "social", "popup", "modal",
        "subscribe",
        "login", "related", "recommended", "skip",
    ]

    private static func hasFurnitureWord(_ name: String) -> Bool {
        name.prefix(400).lowercased().split { !$0.isLetter }.contains { furnitureWords.contains(String($0)) }
    }

    private static let furnitureRoles: Set<String> = [
        "navigation", "banner", "contentinfo", "search", "menu", "menubar", "doc-toc", "doc-pagebreak",
    ]

    private static let furnitureIds: Set<String> = [
        "banner", "nav", "navbar", "navigation", "mw-navigation", "toc", "table-of-contents", "footer",
        "menu", "breadcrumbs",
        "breadcrumb", "skip-to-content", "searchbox", "cookie-banner",
    ]

    private static let furnitureClasses: Set<String> = [
        "navheader", "navfooter", "docnav", "nav", "navbar", "navigation", "toc", "table-of-contents",
        "list-of-tables",
        "list-of-figures", "list-of-examples", "breadcrumb", "breadcrumbs", "sphinxsidebar", "related",
        "headerlink",
        "anchorjs-link", "skip-link", "skiplink", "sr-only", "visually-hidden", "site-footer", "site-header",
        "page-footer",
        "cookie-banner", "share-buttons", "social-share", "mw-editsection", "noprint", "printfooter",
        "catlinks", "pager",
        "pagination", "menu", "footnote-ref", "noteref", "footnote-backref", "edit-link",
    ]
}
