/** What every page shares: listening that ends with the page, and reading with its three states. */
export class Page {
  /** @type {import('../app.js').App} */
  app;
  /** @type {import('../lib/route.js').Route} */
  route;
  /** @type {Error | null} */
  error = null;
  #stop = new AbortController();

  /**
   * @param {import('../app.js').App} app
   * @param {import('../lib/route.js').Route} route
   */
  constructor(app, route) {
    this.app = app;
    this.route = route;
  }

  /** Whether the page was left. */
  get isStopped() { return this.#stop.signal.aborted; }

  /** The title for the window. */
  get title() { return ''; }

  /** Begins reading and listening. */
  start() {}

  /** The address changed, but only behind the question mark. */
  changeQuery(query) {
    this.route = { ...this.route, query };
  }

  /** Describes the page as it is now. @returns {unknown} */
  view() { return null; }

  /** Ends everything that {@link start} began. */
  stop() { this.#stop.abort(); }

  /** Draws the page anew before the next frame. */
  update() { this.app.update(); }

  /** Listens until the page is left. */
  listen(target, type, handler) {
    target.addEventListener(type, handler, { signal: this.#stop.signal });
  }

  /** Draws the page anew whenever `target` changes. */
  watch(target) {
    this.listen(target, 'change', () => this.update());
  }

  /** Reads something; a failure becomes `error`, and an answer for a page that was left is dropped. */
  async read(work) {
    try {
      await work();
      this.error = null;
    } catch (error) {
      if (this.isStopped || error.name === 'AbortError') return;
      this.error = error;
    }
    if (!this.isStopped) this.update();
  }

  /** Does what a user asked for; a failure is told, and the answer says whether it worked. */
  async act(work, done) {
    try {
      await work();
      if (done) this.app.notify(done);
      return true;
    } catch (error) {
      if (error.name !== 'AbortError') this.app.notifyError(error);
      return false;
    } finally {
      if (!this.isStopped) this.update();
    }
  }
}
