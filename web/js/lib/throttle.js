/**
 * Joins calls that come close together: the first waits `pause` milliseconds, all others until then are dropped.
 *
 * @param {() => void} work
 * @param {number} pause
 * @returns {() => void}
 */
export function joinCalls(work, pause) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      work();
    }, pause);
  };
}
