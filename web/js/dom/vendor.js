/** The one place that loads third-party code; `web/vendor/` is filled by `scripts/fetch-web-vendor.py`. */

const loading = new Map();

/** @returns {Promise<Function>} uPlot's constructor. */
export function loadChartLibrary() {
  return once('uplot', async () => {
    // It is a classic script that leaves a global behind, so it cannot be imported.
    await loadClassicScript(new URL('../../vendor/uplot.js', import.meta.url));
    return globalThis.uPlot;
  });
}

/** @returns {Promise<{ parse: (markdown: string) => string, sanitize: Function }>} */
export function loadMarkdownLibraries() {
  return once('markdown', async () => {
    const [{ default: purify }] = await Promise.all([import('../../vendor/dompurify.js'), import('../../vendor/marked.js')]);
    const { marked } = globalThis.marked;
    return { parse: (text) => marked.parse(text, { gfm: true, breaks: true }), sanitize: purify.sanitize.bind(purify) };
  });
}

function once(name, load) {
  if (!loading.has(name)) {
    // A failed load is forgotten, so that a later visit tries again.
    loading.set(name, load().catch((error) => { loading.delete(name); throw error; }));
  }
  return loading.get(name);
}

function loadClassicScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address.href;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address.pathname} is missing; run scripts/fetch-web-vendor.py.`));
    document.head.append(script);
  });
}
