/**
 * Describes pages as plain objects; `dom/patch.js` applies a description to the document.
 *
 * A description holds no HTML: text stays text, so nothing from a document or a model can become markup.
 */

/**
 * @typedef {object} Description
 * @property {string} tag Name of the element.
 * @property {Record<string, unknown>} props Attributes, `.property`, `onEvent` handlers, `mount` and `unmount`.
 * @property {string | undefined} key Identity among its siblings.
 * @property {(Description | string)[]} children
 */

/**
 * Describes an element.
 *
 * @param {string} tag
 * @param {Record<string, unknown> | null} [props]
 * @param {...unknown} children Descriptions, texts, numbers, or lists of them; null and booleans are left out.
 * @returns {Description}
 */
export function h(tag, props, ...children) {
  const { key, ...rest } = props ?? {};
  return { tag, props: rest, key: key === undefined ? undefined : String(key), children: flatten(children) };
}

function flatten(children, result = []) {
  for (const child of children) {
    if (child === null || child === undefined || typeof child === 'boolean') continue;
    if (Array.isArray(child)) flatten(child, result);
    else if (typeof child === 'object') result.push(child);
    else appendText(result, String(child));
  }
  return result;
}

// Neighbouring texts are joined, so that one text node stays one text node when a part of it changes.
function appendText(result, text) {
  if (typeof result.at(-1) === 'string') result[result.length - 1] += text;
  else result.push(text);
}

/**
 * The text of a description, as a reader would see it.
 *
 * @param {Description | string | null | undefined} description
 * @returns {string}
 */
export function textOf(description) {
  if (description === null || description === undefined) return '';
  if (typeof description === 'string') return description;
  return description.children.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

/**
 * All elements of a description that fit, outermost first.
 *
 * @param {Description | string | null} description
 * @param {(element: Description) => boolean} fits
 * @returns {Description[]}
 */
export function findAll(description, fits) {
  if (!description || typeof description === 'string') return [];
  const below = description.children.flatMap((child) => findAll(child, fits));
  return fits(description) ? [description, ...below] : below;
}
