internal import Tensor

/// Full pages that requests have left, found again by the adapters and by every token up to the page's end.
///
/// Pages form a tree: the way from the root of a mix to a page spells the tokens that its keys and values were computed
/// from, so nothing is ever taken for something else. The cache of a longer text shares the pages of a shorter one.
struct PrefixCache {
    /// Where a text stands in the tree.
    enum Place: Hashable {
        /// Before the first page.
        case root
        /// After a page that is kept.
        case after(Int)
        /// After a page that was let go of; what follows it could not be found.
        case lost
    }

    /// What keys and values depend on beside the tokens.
    struct Kind: Hashable {
        /// The adapters.
        let mix: AdapterMix
        /// Whether positions turn by the frequencies of long sequences.
        let isLong: Bool
    }

    private struct Key: Hashable {
        /// The page before; nil for the first page.
        let parent: Int?
        /// The kind, at the first page; what follows it has the same.
        let kind: Kind?
        let tokens: [Int]
    }

    private struct Entry {
        let key: Key
        var page: CachePage
        var children = 0
        var lastUse: Int
    }

    private var numbers: [Key: Int] = [:]
    private var entries: [Int: Entry] = [:]
    private var next = 0
    private var clock = 0

    /// Pages that are kept.
    var count: Int { entries.count }

    /// The longest kept beginning of a text.
    ///
    /// - Parameters:
    ///   - tokens: The text.
    ///   - kind: What it is computed with.
    ///   - limit: The most tokens to find.
    /// - Returns: The pages, and the place after them.
    mutating func find(_ tokens: [Int], kind: Kind, limit: Int) -> (pages: [CachePage], place: Place) {
        clock += 1
        var place = Place.root
        var pages: [CachePage] = []
        var start = 0
        while start + CacheLayout.positions <= min(limit, tokens.count) {
            let end = start + CacheLayout.positions
            guard let key = Self.key(tokens[start..<end], after: place, kind: kind),
                let number = numbers[key],
                let page = entries[number]?.page
            else { break }
            entries[number]?.lastUse = clock
            pages.append(page)
            place = .after(number)
            start = end
        }
        return (pages, place)
    }

    /// Keeps a full page.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - tokens: Its tokens.
    ///   - place: Where the text stands before it.
    ///   - kind: What the text is computed with.
    /// - Returns: The place after it; that of an earlier page when the same tokens were kept before.
    mutating func keep(_ page: CachePage, tokens: ArraySlice<Int>, after place: Place, kind: Kind)
        -> Place
    {
        if case .after(let parent) = place, entries[parent] == nil { return .lost }
        guard let key = Self.key(tokens, after: place, kind: kind) else { return .lost }
        if let known = numbers[key] { return .after(known) }
        next += 1
        numbers[key] = next
        entries[next] = Entry(key: key, page: page, lastUse: clock)
        if let parent = key.parent { entries[parent]?.children += 1 }
        return .after(next)
    }

    /// Lets go of the page that was not used for the longest time, among those that only this cache holds and that no
    /// kept page follows.
    ///
    /// - Returns: Whether there was one, and its memory is free.
    mutating func evict() -> Bool {
        var oldest: (number: Int, lastUse: Int)?
        for number in Array(entries.keys) {
            guard entries[number]?.children == 0, let lastUse = entries[number]?.lastUse else { continue }
            // Pages of one text were used at the same time; numbers tell them apart, so that runs repeat.
            if let oldest, (oldest.lastUse, oldest.number) < (lastUse, number) { continue }
            if isFree(number) { oldest = (number, lastUse) }
        }
        guard let oldest, let entry = entries.removeValue(forKey: oldest.number) else { return false }
        numbers[entry.key] = nil
        if let parent = entry.key.parent { entries[parent]?.children -= 1 }
        return true
    }

    /// Whether nobody else holds a page.
    private mutating func isFree(_ number: Int) -> Bool {
        guard var entry = entries.removeValue(forKey: number) else { return false }
        defer { entries[number] = entry }
        return isKnownUniquelyReferenced(&entry.page)
    }

    private static func key(_ tokens: ArraySlice<Int>, after place: Place, kind: Kind) -> Key? {
        switch place {
        case .root: Key(parent: nil, kind: kind, tokens: Array(tokens))
        case .after(let parent): Key(parent: parent, kind: nil, tokens: Array(tokens))
        case .lost: nil
        }
    }
}
