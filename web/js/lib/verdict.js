/** What a finished run learned, worked out from its figures; the words are in the string tables. */

/** Held-out losses closer than this are called equal: one run on a small set cannot tell them apart. */
const SAME_LOSS = 0.02;
/** Below this many held-out examples a reader is told that the measure is rough. */
const FEW_EXAMPLES = 30;
/** A best step this early says that later steps only memorised. */
const EARLY_SHARE = 0.8;

/**
 * @typedef {object} Verdict
 * @property {'learned' | 'little' | 'worse' | 'unknown'} outcome
 * @property {number | null} before Mean probability of the right next token, from 0 to 1.
 * @property {number | null} after
 * @property {number | null} recallBefore The same on recall questions.
 * @property {number | null} recallAfter
 * @property {boolean} keptEarlier Whether an earlier step than the last one was kept.
 * @property {boolean} isRough Whether there were few held-out examples.
 */

/**
 * @param {{ heldOutLossBefore?: number, heldOutLossBest?: number, recallLossBefore?: number, recallLossBest?: number, bestStep?: number, steps: number }} run
 * @param {number} [heldOutCount] Held-out examples of the dataset version.
 * @returns {Verdict}
 */
export function verdictOf(run, heldOutCount) {
  const { heldOutLossBefore: before, heldOutLossBest: after } = run;
  const { recallLossBefore, recallLossBest } = run;
  const isKnown = Number.isFinite(before) && Number.isFinite(after);
  const isRecallKnown = Number.isFinite(recallLossBefore) && Number.isFinite(recallLossBest);
  return {
    outcome: isKnown ? outcome(before - after) : 'unknown',
    before: isKnown ? Math.exp(-before) : null,
    after: isKnown ? Math.exp(-after) : null,
    recallBefore: isRecallKnown ? Math.exp(-recallLossBefore) : null,
    recallAfter: isRecallKnown ? Math.exp(-recallLossBest) : null,
    keptEarlier: run.bestStep !== undefined && run.bestStep < run.steps * EARLY_SHARE,
    isRough: heldOutCount !== undefined && heldOutCount < FEW_EXAMPLES,
  };
}

function outcome(gain) {
  if (gain > 5 * SAME_LOSS) return 'learned';
  return gain < -SAME_LOSS ? 'worse' : 'little';
}
