/** Turns a run's figures into the columns that the chart draws. */

/** Share of the new value in the trend line: calm, yet it follows within about ten steps. */
const TREND_SHARE = 0.15;

/**
 * Columns over the union of all steps; missing values are null.
 *
 * @param {{ steps: { step: number, loss: number }[], heldOut: { step: number, loss?: number, recallLoss?: number }[] }} metrics
 * @returns {{ step: number[], loss: (number | null)[], trend: (number | null)[], heldOut: (number | null)[], recall: (number | null)[] }}
 */
export function chartColumns(metrics) {
  const train = new Map(metrics.steps.map((item) => [item.step, item.loss]));
  const heldOut = new Map(metrics.heldOut.map((item) => [item.step, item]));
  const step = [...new Set([...train.keys(), ...heldOut.keys()])].sort((a, b) => a - b);
  let level = null;
  const trend = step.map((at) => {
    const value = train.get(at);
    if (value === undefined) return null;
    level = level === null ? value : level + TREND_SHARE * (value - level);
    return level;
  });
  return {
    step,
    loss: step.map((at) => train.get(at) ?? null),
    trend,
    heldOut: step.map((at) => heldOut.get(at)?.loss ?? null),
    recall: step.map((at) => heldOut.get(at)?.recallLoss ?? null),
  };
}

/**
 * Sample answers by prompt, each in the order of its steps.
 *
 * @param {{ step: number, prompt: string, answer: string, reference?: string }[]} samples
 * @returns {{ prompt: string, reference: string | null, answers: { step: number, answer: string }[] }[]}
 */
export function samplesByPrompt(samples) {
  const groups = new Map();
  for (const { step, prompt, answer, reference } of samples) {
    const group = groups.get(prompt) ?? { prompt, reference: null, answers: [] };
    group.reference ??= reference ?? null;
    group.answers = group.answers.filter((item) => item.step !== step).concat({ step, answer });
    group.answers.sort((a, b) => a.step - b.step);
    groups.set(prompt, group);
  }
  return [...groups.values()];
}
