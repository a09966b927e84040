/** Addresses of pages: `#/documents/handbook?state=skipped`. The hash needs no route on the server. */

/**
 * @typedef {object} Route
 * @property {string[]} segments Decoded parts of the path.
 * @property {Record<string, string>} query
 */

/** @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const segments = path.split('/').filter(Boolean).map(decode);
  return { segments, query: Object.fromEntries(new URLSearchParams(search)) };
}

// A hand-typed address may hold a lone `%`; it then stands for itself.
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The address of a page.
 *
 * @param {(string | number)[]} segments
 * @param {Record<string, string | number | undefined | null>} [query] Empty values are left out.
 * @returns {string}
 */
export function link(segments, query = {}) {
  const path = segments.map((part) => encodeURIComponent(String(part))).join('/');
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return `#/${path}${search ? `?${search}` : ''}`;
}
