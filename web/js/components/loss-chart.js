import { loadChartLibrary } from '../dom/vendor.js';
import { chartColumns } from '../lib/series.js';
import * as format from '../lib/format.js';

const HEIGHT = 280;
const NARROW = 480;
/** Distances between marks on the axis of steps. */
const STEP_MARKS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000];

/**
 * `<loss-chart>`: the losses of a run over its steps, growing as `metrics` grows.
 *
 * Properties: `metrics` and `labels` (`{ step, loss, trend, heldOut, recall }`). The figures are also in a table of the
 * page, for readers who cannot see a canvas.
 */
class LossChart extends HTMLElement {
  #metrics = { steps: [], heldOut: [] };
  #labels = { step: '', loss: '', trend: '', heldOut: '', recall: '' };
  #steps = 1;
  #plot = null;
  #chart = null;
  #resizing = null;
  #scheme = null;

  /** The figures to draw; a new object when they changed. */
  set metrics(value) {
    this.#metrics = value;
    this.#draw();
  }

  /** Steps in all: the chart is as wide as the whole run from its beginning. */
  set steps(value) {
    this.#steps = value;
  }

  /** The words of the legend. */
  set labels(value) {
    const isNew = Object.keys(value).some((name) => value[name] !== this.#labels[name]);
    this.#labels = value;
    if (isNew) this.#rebuild();
  }

  connectedCallback() {
    this.#scheme = new AbortController();
    const { signal } = this.#scheme;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#rebuild(), { signal });
    addEventListener('themechange', () => this.#rebuild(), { signal });
    this.#resizing = new ResizeObserver(() => this.#resize());
    this.#resizing.observe(this);
    loadChartLibrary().then((plot) => {
      this.#plot = plot;
      this.#rebuild();
    }, () => this.classList.add('is-missing'));
  }

  disconnectedCallback() {
    this.#scheme?.abort();
    this.#resizing?.disconnect();
    this.#destroy();
    this.#plot = null;
  }

  #draw() {
    if (!this.#chart) return;
    this.#chart.setData(this.#columns());
    this.#showLatest();
  }

  // Without a pointer on the chart the legend tells the newest values.
  #showLatest() {
    if (!this.#chart || this.#chart.cursor.idx !== null && this.#chart.cursor.left >= 0) return;
    const idxs = this.#chart.data.map((column) => column.findLastIndex((value) => value !== null));
    if (idxs[0] >= 0) this.#chart.setLegend({ idxs: idxs.map((index) => (index < 0 ? null : index)) });
  }

  #columns() {
    const { step, loss, trend, heldOut, recall } = chartColumns(this.#metrics);
    return [step, loss, trend, heldOut, recall];
  }

  #rebuild() {
    this.#destroy();
    if (!this.#plot || !this.isConnected || this.clientWidth === 0) return;
    this.#chart = new this.#plot(this.#options(), this.#columns(), this);
    // The library sets its legend once more after it has drawn.
    const later = () => requestAnimationFrame(() => this.#showLatest());
    this.#chart.over.addEventListener('mouseleave', later);
    later();
  }

  #destroy() {
    this.#chart?.destroy();
    this.#chart = null;
  }

  #resize() {
    if (!this.#chart) this.#rebuild();
    else if (this.#chart.width !== this.clientWidth) {
      this.#chart.setSize({ width: this.clientWidth, height: HEIGHT });
      this.#showLatest();
    }
  }

  #options() {
    const colour = (name) => this.#colour(name);
    const text = colour('--color-text-quiet');
    const axis = {
      stroke: text, font: `12px ${getComputedStyle(this).fontFamily}`, grid: { stroke: colour('--color-chart-grid'), width: 1 }, ticks: { show: false },
    };
    const number = (_, value) => (value === null || value === undefined ? '–' : format.loss(value));
    const measured = (label, token) => ({
      label, stroke: colour(token), width: 2, value: number, spanGaps: true,
      points: { show: true, size: 7, width: 2, stroke: colour(token), fill: colour('--color-surface') },
    });
    return {
      width: this.clientWidth, height: HEIGHT, padding: [12, 12, 0, 0],
      scales: { x: { time: false, range: (_, low, high) => [0, Math.max(high ?? 1, this.#steps, 1)] } },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      axes: [
        { ...axis, size: 28, incrs: STEP_MARKS, values: (_, splits) => splits.map((value) => format.count(value)) },
        { ...axis, size: this.clientWidth < NARROW ? 40 : 52, values: (_, splits) => splits.map((value) => String(Number(value.toFixed(2)))) },
      ],
      series: [
        { label: this.#labels.step, value: (_, value) => (value === null || value === undefined ? '–' : format.count(value)) },
        { label: this.#labels.loss, stroke: colour('--color-chart-step'), width: 1, value: number, points: { show: false } },
        { label: this.#labels.trend, stroke: colour('--color-chart-trend'), width: 2.5, value: number, points: { show: false } },
        measured(this.#labels.heldOut, '--color-chart-held-out'),
        measured(this.#labels.recall, '--color-chart-recall'),
      ],
    };
  }

  // A token may be a light-dark() pair; only a real property of an element resolves it.
  #colour(token) {
    this.style.setProperty('color', `var(${token})`);
    const resolved = getComputedStyle(this).color;
    this.style.removeProperty('color');
    return resolved;
  }
}

customElements.define('loss-chart', LossChart);
