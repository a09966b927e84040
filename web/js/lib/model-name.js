/** Names of models: `BASE+ADAPTER@VERSION`, as in the chat, the API and on the command line. */

/** @param {string} base @param {string} [adapter] @param {number} [version] @returns {string} */
export function modelName(base, adapter, version) {
  if (!adapter) return base;
  return `${base}+${adapter}${version === undefined || version === null ? '' : `@${version}`}`;
}

/**
 * The parts of a name; a mix of several adapters keeps its text as one.
 *
 * @param {string} name
 * @returns {{ base: string, adapter: string | null, version: number | null }}
 */
export function parseModelName(name) {
  const plus = name.indexOf('+');
  if (plus < 0) return { base: name, adapter: null, version: null };
  const base = name.slice(0, plus);
  const rest = name.slice(plus + 1);
  const match = /^([^+@*]+)@(\d+)$/.exec(rest);
  return match ? { base, adapter: match[1], version: Number(match[2]) } : { base, adapter: rest, version: null };
}

/**
 * Every model that can be chosen: each base, then each adapter on its base, then older versions.
 *
 * @param {{ name: string }[]} models
 * @param {{ name: string, model: string, promotedVersion?: number, versions: { version: number }[] }[]} adapters
 * @returns {{ base: string[], tuned: { value: string, adapter: string, version: number, isPromoted: boolean }[] }}
 */
export function modelChoices(models, adapters) {
  const tuned = adapters.flatMap((adapter) => {
    const newest = adapter.versions.map((item) => item.version).sort((a, b) => b - a);
    return newest.map((version) => {
      const isPromoted = version === adapter.promotedVersion;
      const value = modelName(adapter.model, adapter.name, isPromoted ? undefined : version);
      return { value, adapter: adapter.name, version, isPromoted };
    });
  });
  tuned.sort((a, b) => Number(b.isPromoted) - Number(a.isPromoted));
  return { base: models.map((model) => model.name), tuned };
}
