/**
 * A text in parts, those that a quote covers told apart; line breaks and runs of spaces count as one space.
 *
 * @param {string} text
 * @param {string[]} quotes
 * @returns {{ text: string, isQuote: boolean }[]} The parts in order; together they are the text.
 */
export function markQuotes(text, quotes) {
  const patterns = quotes.map((quote) => quote.trim()).filter(Boolean).map((quote) => quote.split(/\s+/).map(escape).join('\\s+'));
  if (patterns.length === 0) return [{ text, isQuote: false }];
  // The longest first: of two quotes that begin alike the whole of the longer one is marked.
  patterns.sort((a, b) => b.length - a.length);
  const parts = text.split(new RegExp(`(${patterns.join('|')})`));
  return parts.map((part, index) => ({ text: part, isQuote: index % 2 === 1 })).filter((part) => part.text !== '');
}

function escape(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
