/** The files of a drop or of a picker, with their paths; folders are walked to the end. */

/** Droppings of file managers and version control, which nobody means to read. */
const IGNORED = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/;

/**
 * @typedef {object} FoundFiles
 * @property {{ file: File, path: string }[]} items
 * @property {number} leftOut Hidden files and folders that were not taken.
 */

/**
 * All files of a drop.
 *
 * @param {DataTransfer} transfer Read before the first `await`: the browser empties it when the event ends.
 * @returns {Promise<FoundFiles>}
 */
export async function filesFromDrop(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
    .filter(Boolean);
  const found = { items: [], leftOut: 0 };
  for (const entry of entries) await walk(entry, '', found);
  return found;
}

/** @param {File[]} files From a file or folder picker. @returns {FoundFiles} */
export function filesFromInput(files) {
  const all = files.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  const items = all.filter(({ path }) => !path.split('/').some((part) => IGNORED.test(part)));
  return { items, leftOut: all.length - items.length };
}

async function walk(entry, parent, found) {
  const path = parent + entry.name;
  if (IGNORED.test(entry.name)) {
    found.leftOut += 1;
  } else if (entry.isDirectory) {
    for (const child of await childrenOf(entry)) await walk(child, `${path}/`, found);
  } else {
    // A plain File comes from browsers or tests without entries.
    const file = entry.file ? await new Promise((resolve, reject) => entry.file(resolve, reject)) : entry;
    found.items.push({ file, path });
  }
}

// A reader hands out a part of a large folder at a time, and an empty part at the end.
async function childrenOf(folder) {
  const reader = folder.createReader();
  const children = [];
  for (;;) {
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return children.sort((a, b) => a.name.localeCompare(b.name));
    children.push(...part);
  }
}
