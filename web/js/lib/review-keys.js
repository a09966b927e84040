/** The keys of the review, in the order in which they are explained. */
export const REVIEW_KEYS = [
  { action: 'next', keys: ['j', 'ArrowRight'], label: 'J  →' },
  { action: 'previous', keys: ['k', 'ArrowLeft'], label: 'K  ←' },
  { action: 'good', keys: ['g'], label: 'G' },
  { action: 'bad', keys: ['b'], label: 'B' },
  { action: 'drop', keys: ['d'], label: 'D' },
  { action: 'edit', keys: ['e'], label: 'E' },
  { action: 'undo', keys: ['u'], label: 'U' },
  { action: 'search', keys: ['/'], label: '/' },
  { action: 'help', keys: ['?'], label: '?' },
];

/** Places where a letter is text and an arrow moves a caret or a choice. */
const TYPING_PLACES = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

/** Where the keys of a Korean keyboard lie: the same keys work while Hangul is typed. */
const LETTER_CODES = { KeyJ: 'j', KeyK: 'k', KeyG: 'g', KeyB: 'b', KeyD: 'd', KeyE: 'e', KeyU: 'u' };

/**
 * What a key press means in the review.
 *
 * @param {{ key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, target?: { tagName?: string } | null }} event
 * @returns {string | null} An action of {@link REVIEW_KEYS}, or null when the key belongs to somebody else.
 */
export function reviewAction({ key, code, ctrlKey, metaKey, altKey, target }) {
  if (ctrlKey || metaKey || altKey || TYPING_PLACES.has(target?.tagName)) return null;
  const isHangul = /^[\u1100-\u11ff\u3130-\u318f]$|^Process$/u.test(key);
  const wanted = isHangul ? LETTER_CODES[code] : key.length === 1 ? key.toLowerCase() : key;
  return REVIEW_KEYS.find(({ keys }) => keys.includes(wanted))?.action ?? null;
}
