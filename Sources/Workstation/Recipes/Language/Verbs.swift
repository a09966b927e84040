/// The verbs and prepositions by which a plain statement is taken apart.
enum Verbs {
    /// Forms of *to be*.
    static let be: Set<String> = ["is", "are", "was", "were"]
    /// Verbs that take another verb.
    static let modals: Set<String> = ["must", "may", "can", "should", "cannot", "shall"]

    /// Third-person forms with their base forms.
    static let lexical: [String: String] = [
        "accepts": "accept", "allows": "allow", "answers": "answer", "arrives": "arrive", "begins": "begin",
        "belongs": "belong", "brings": "bring", "buys": "buy", "calls": "call", "carries": "carry",
        "closes": "close", "comes": "come", "consists": "consist", "contains": "contain",
        "controls": "control",
        "costs": "cost", "covers": "cover", "creates": "create", "delivers": "deliver", "ends": "end",
        "expires": "expire", "faces": "face", "favours": "favour", "gets": "get", "gives": "give",
        "goes": "go",
        "hangs": "hang", "has": "have", "holds": "hold", "includes": "include", "installs": "install",
        "keeps": "keep", "lasts": "last", "leaves": "leave", "lies": "lie", "listens": "listen",
        "lists": "list",
        "lives": "live", "makes": "make", "manages": "manage", "meets": "meet", "measures": "measure",
        "needs": "need", "offers": "offer", "opens": "open", "owns": "own", "pays": "pay", "plays": "play",
        "prints": "print", "produces": "produce", "provides": "provide", "reads": "read",
        "receives": "receive",
        "records": "record", "remains": "remain", "replaces": "replace", "requires": "require",
        "returns": "return", "runs": "run", "sells": "sell", "sends": "send", "shows": "show", "sits": "sit",
        "sleeps": "sleep", "specifies": "specify", "stands": "stand", "starts": "start", "stays": "stay",
        "stops": "stop", "stores": "store", "supports": "support", "takes": "take", "telephones": "telephone",
        "adds": "add", "applies": "apply", "assumes": "assume", "causes": "cause", "compares": "compare",
        "converts": "convert", "copies": "copy", "declares": "declare", "defines": "define",
        "deletes": "delete",
        "depends": "depend", "describes": "describe", "determines": "determine", "displays": "display",
        "enables": "enable", "ensures": "ensure", "executes": "execute", "expects": "expect",
        "follows": "follow",
        "generates": "generate", "handles": "handle", "identifies": "identify", "ignores": "ignore",
        "implements": "implement", "implies": "imply", "indicates": "indicate", "invokes": "invoke",
        "introduces": "introduce", "maintains": "maintain", "means": "mean", "modifies": "modify",
        "overrides": "override", "performs": "perform", "prevents": "prevent", "protects": "protect",
        "reduces": "reduce", "refers": "refer", "represents": "represent", "resolves": "resolve",
        "restricts": "restrict", "serves": "serve", "unpacks": "unpack", "updates": "update",
        "travels": "travel", "uses": "use", "weighs": "weigh", "works": "work", "writes": "write",
    ]
    /// Base forms, which follow a plural subject.
    static let bases = Set(lexical.values)
    /// Simple past forms with their base forms.
    static let past: [String: String] = [
        "ran": "run", "began": "begin", "made": "make", "built": "build", "bought": "buy", "founded": "found",
        "became": "become", "opened": "open", "wrote": "write", "won": "win", "led": "lead",
    ]
    private static let participles: Set<String> = [
        "kept", "made", "held", "paid", "sent", "cut", "hung", "taken", "given", "built", "bought", "sold",
        "found",
        "written", "worn", "tied", "set", "struck", "heard", "put", "read", "shown", "known", "done", "left",
        "lent",
        "brought", "worked", "fed", "led", "met", "won", "drawn", "driven", "eaten", "chosen", "begun", "run",
        "spent",
        "swept", "thrown", "wound", "ground", "hidden", "told", "taught", "thought", "understood", "bound",
        "said",
        "lost", "stuck", "shut", "split", "spread", "woven", "sewn", "sworn", "forbidden", "due",
    ]
    /// Words that open a prepositional phrase.
    static let prepositions: Set<String> = [
        "at", "on", "in", "by", "within", "after", "before", "until", "till", "from", "to", "with", "for",
        "behind",
        "beside", "under", "above", "below", "over", "into", "onto", "near", "inside", "outside", "between",
        "against", "as", "through", "during", "without", "off", "since", "opposite", "along", "every", "each",
        "twice", "once",
    ]

    /// Whether a word is a past participle, as far as its form tells.
    static func isParticiple(_ word: String) -> Bool {
        participles.contains(word)
            || word.count >= 4 && word.hasSuffix("ed")
                && ![
                    "need", "indeed", "speed", "seed", "feed", "shed", "weed", "deed", "breed", "hundred",
                    "greed", "creed",
                    "exceed", "proceed", "succeed", "naked", "sacred", "wicked",
                ].contains(word)
    }

    /// The base form of a finite verb, and the helper that a question needs.
    static func base(_ word: String, afterPlural: Bool) -> (base: String, helper: String)? {
        if let base = lexical[word] { return (base, "does") }
        if let base = past[word] { return (base, "did") }
        if afterPlural, bases.contains(word) { return (word, "do") }
        return nil
    }

    /// Other verbs that say the same, for a second wording.
    static let synonyms: [String: String] = [
        "kept": "stored", "stored": "kept", "begin": "start", "start": "begin", "end": "finish",
        "checked": "inspected", "repaired": "mended", "replaced": "exchanged",
        "returned": "given back", "closed": "shut", "washed": "cleaned",
        "sent": "dispatched", "collected": "picked up", "forbidden": "not allowed",
        "booked": "reserved", "allowed": "permitted", "spent": "used", "renewed": "replaced",
        "warmed": "heated", "receive": "get", "need": "require", "used": "employed",
        "delivered": "brought", "changed": "replaced", "handed": "given", "required": "needed",
    ]
}
