/** Names of collections, datasets and adapters: the same rule as on the server, so that a name is right at once. */

const LONGEST = 64;

/** What a recipe's dataset is called after its collection; the first recipe has the collection's own name. */
const RECIPE_SUFFIXES = { 'write-like-me': '-style', 'follow-my-format': '-format', 'from-conversations': '-talk', extract: '-fields' };

/** @param {string} text @param {string} fallback @returns {string} A usable name made out of any text. */
export function slug(text, fallback) {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[-._]+|[-._]+$/g, '');
  return name === '' ? fallback : name;
}

/** @param {string} name @returns {boolean} Whether the server would take the name. */
export function isName(name) {
  return name.length <= LONGEST && /^[a-z0-9][a-z0-9._-]*$/.test(name);
}

/** @param {string} wanted @param {Iterable<string>} taken @returns {string} The name, numbered when it is taken. */
export function freeName(wanted, taken) {
  const known = new Set(taken);
  if (!known.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const name = wanted.slice(0, LONGEST - suffix.length) + suffix;
    if (!known.has(name)) return name;
  }
}

/**
 * The dataset that a goal makes of a collection: the next version of its own one, else a free name.
 *
 * @param {string} collection
 * @param {string} recipe
 * @param {{ name: string, collection?: string, recipe?: string }[]} datasets Those that exist.
 * @returns {string}
 */
export function datasetNameFor(collection, recipe, datasets) {
  const own = datasets.find((dataset) => dataset.collection === collection && dataset.recipe === recipe);
  if (own) return own.name;
  const suffix = RECIPE_SUFFIXES[recipe] ?? '';
  const wanted = collection.slice(0, LONGEST - suffix.length) + suffix;
  return freeName(wanted, datasets.map((dataset) => dataset.name));
}

/**
 * What a dropped thing should be called: its one top folder, its one file, or a general word.
 *
 * @param {string[]} paths Relative paths.
 * @returns {string}
 */
export function collectionNameFor(paths) {
  const tops = new Set(paths.map((path) => path.split('/')[0]));
  if (tops.size !== 1) return 'documents';
  const [top] = tops;
  const isFile = paths.length === 1 && !paths[0].includes('/');
  const stem = isFile ? top.replace(/(\.tar)?\.[^.]+$/, '') : top;
  return slug(stem, 'documents');
}
