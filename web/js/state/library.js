
/** What the workstation holds, kept current by the server's events: every page reads from here. */
export class Library extends EventTarget {
  /** The server's version, once known. */
  version = '';
  /** The folder that holds the data, once known. */
  home = '';
  /** Whether the first overview has arrived. */
  isLoaded = false;
  #byKind = { models: new Map(), collections: new Map(), datasets: new Map(), runs: new Map(), adapters: new Map(), jobs: new Map() };

  get models() { return this.#list('models'); }
  /** The models that answer and can be tuned; the others make vectors of texts. */
  get decoders() { return this.models.filter(({ kind }) => kind !== 'encoder'); }
  get collections() { return this.#list('collections'); }
  get datasets() { return this.#list('datasets'); }
  get runs() { return this.#list('runs'); }
  get adapters() { return this.#list('adapters'); }
  get jobs() { return this.#list('jobs'); }

  collection(name) { return this.#byKind.collections.get(name); }
  dataset(name) { return this.#byKind.datasets.get(name); }
  run(id) { return this.#byKind.runs.get(id); }
  adapter(name) { return this.#byKind.adapters.get(name); }
  model(name) { return this.#byKind.models.get(name); }

  /** Takes a whole overview in place of what was known. */
  replace(overview) {
    this.version = overview.version;
    this.home = overview.home ?? '';
    this.isLoaded = true;
    for (const kind of Object.keys(this.#byKind)) {
      this.#byKind[kind] = new Map((overview[kind] ?? []).map((item) => [keyOf(kind, item), item]));
    }
    this.#changed();
  }

  /**
   * Takes one thing: adds it or puts it in the place of what had its name.
   *
   * @param {'models' | 'collections' | 'datasets' | 'runs' | 'adapters' | 'jobs'} kind
   * @param {object} item
   */
  put(kind, item) {
    this.#byKind[kind].set(keyOf(kind, item), item);
    this.#changed();
  }

  /** Forgets a thing that was removed. */
  drop(kind, key) {
    if (this.#byKind[kind].delete(key)) this.#changed();
  }

  /**
   * Takes an event of the server, and passes it on under its own name for pages that show details.
   *
   * @param {string} name
   * @param {any} data
   */
  apply(name, data) {
    if (data === null) return;
    if (name === 'job') this.#applyJob(data);
    else if (name === 'runStep') this.#applyStep(data);
    else if (name === 'runHeldOut') this.#applyHeldOut(data);
    else if (EVENT_KINDS[name]) this.put(EVENT_KINDS[name], data);
    this.dispatchEvent(new CustomEvent(name, { detail: data }));
  }

  #applyJob(job) {
    this.put('jobs', job);
    const kind = { ingest: 'collections', dataset: 'datasets' }[job.kind];
    const subject = kind && this.#byKind[kind].get(job.subjectId);
    if (subject) this.put(kind, { ...subject, job });
  }

  #applyStep({ runId, step, loss, secondsLeft }) {
    const run = this.run(runId);
    if (run) this.put('runs', { ...run, state: 'running', step, loss, secondsLeft });
  }

  #applyHeldOut({ runId, step, loss, recallLoss, isBest }) {
    const run = this.run(runId);
    if (!run) return;
    if (step === 0) this.put('runs', { ...run, heldOutLossBefore: loss, recallLossBefore: recallLoss });
    // Which step is kept is the run's to say: it goes by the recall questions where there are any.
    else if (isBest) this.put('runs', { ...run, heldOutLossBest: loss, recallLossBest: recallLoss, bestStep: step });
  }

  #list(kind) {
    return [...this.#byKind[kind].values()].sort((a, b) => time(b).localeCompare(time(a)));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

const EVENT_KINDS = { run: 'runs', collection: 'collections', dataset: 'datasets', adapter: 'adapters', model: 'models' };

function keyOf(kind, item) {
  return kind === 'runs' || kind === 'jobs' ? item.id : item.name;
}

function time(item) {
  return item.createdAt ?? item.importedAt ?? '';
}
