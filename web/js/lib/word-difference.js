/** What was taken out of a text and what was put in, word by word. */

/** Above this many comparisons the middle is shown as replaced as a whole: the page must not stand still. */
const COMPARISON_LIMIT = 1_000_000;

/**
 * @param {string} before
 * @param {string} after
 * @returns {{ kind: 'same' | 'removed' | 'added', text: string }[]} In reading order; what was removed comes first.
 */
export function wordDifference(before, after) {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const parts = [];
  add(parts, 'same', old.slice(0, start));
  compare(parts, old.slice(start, old.length - end), now.slice(start, now.length - end));
  add(parts, 'same', old.slice(old.length - end));
  return parts;
}

function words(text) {
  return text.match(/\s+|\S+/g) ?? [];
}

function add(parts, kind, pieces) {
  if (pieces.length === 0) return;
  const text = pieces.join('');
  if (parts.at(-1)?.kind === kind) parts.at(-1).text += text;
  else parts.push({ kind, text });
}

// The longest common subsequence, walked from the front over a table filled from the back.
function compare(parts, old, now) {
  if (old.length * now.length > COMPARISON_LIMIT || old.length === 0 || now.length === 0) {
    add(parts, 'removed', old);
    add(parts, 'added', now);
    return;
  }
  const common = table(old, now);
  let [i, j] = [0, 0];
  let removed = [];
  let added = [];
  const flush = () => {
    add(parts, 'removed', removed);
    add(parts, 'added', added);
    [removed, added] = [[], []];
  };
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      flush();
      add(parts, 'same', [old[i]]);
      i += 1;
      j += 1;
    } else if (common[i + 1][j] >= common[i][j + 1]) removed.push(old[i++]);
    else added.push(now[j++]);
  }
  removed.push(...old.slice(i));
  added.push(...now.slice(j));
  flush();
}

function table(old, now) {
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}
