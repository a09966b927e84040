/** How answers are chosen: the settings a user can change, with the server's defaults. */

export const SAMPLING_FIELDS = [
  { name: 'temperature', fallback: 0.7, minimum: 0, maximum: 2, step: 0.1 },
  { name: 'topP', fallback: 0.95, minimum: 0.05, maximum: 1, step: 0.05 },
  { name: 'topK', fallback: 0, minimum: 0, maximum: 1000, step: 1 },
  { name: 'minP', fallback: 0, minimum: 0, maximum: 1, step: 0.01 },
  { name: 'repetitionPenalty', fallback: 1, minimum: 1, maximum: 2, step: 0.05 },
  { name: 'maximumTokens', fallback: null, minimum: 1, maximum: 8192, step: 1 },
  { name: 'seed', fallback: null, minimum: 0, maximum: 2_147_483_647, step: 1 },
];

/**
 * The options with one changed; an empty or default value leaves it to the server.
 *
 * @param {Record<string, number>} options
 * @param {string} name
 * @param {number} value NaN for an empty field.
 * @returns {Record<string, number>}
 */
export function withOption(options, name, value) {
  const field = SAMPLING_FIELDS.find((item) => item.name === name);
  const { [name]: _, ...rest } = options;
  if (!field || !Number.isFinite(value)) return rest;
  const bounded = Math.min(field.maximum, Math.max(field.minimum, value));
  return bounded === field.fallback ? rest : { ...rest, [name]: bounded };
}

/** What is left of stored options when only known, sound values are taken. */
export function soundOptions(stored) {
  if (typeof stored !== 'object' || stored === null) return {};
  return SAMPLING_FIELDS.reduce((options, { name }) => withOption(options, name, stored[name]), {});
}
