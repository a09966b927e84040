import { get, path, post, remove } from './http.js';

/** Settings, time and memory that a run would need. */
export const planRun = ({ dataset, model, settings }, signal) =>
  post('/api/runs/plan', { dataset, model, settings }, { signal });

/** Starts a run. */
export const startRun = ({ dataset, version, model, adapter, settings }) =>
  post('/api/runs', { dataset, version, model, adapter, settings });

/** A run as it is now. */
export const fetchRun = (id) => get(path`/api/runs/${id}`);

/** All figures of a run so far. */
export const fetchMetrics = (id) => get(path`/api/runs/${id}/metrics`);

/** Stops a run; its last checkpoint stays. */
export const cancelRun = (id) => post(path`/api/runs/${id}/cancel`);

/** Goes on from the last checkpoint. */
export const resumeRun = (id) => post(path`/api/runs/${id}/resume`);

/** Removes a run and its folder; adapters made by it stay. */
export const removeRun = (id) => remove(path`/api/runs/${id}`);
