import { get, path, post, query } from './http.js';

/** What the filters did for a version. */
export const fetchCuration = (name, version) => get(path`/api/datasets/${name}/curation` + query({ version }));

/** One page of the rows that a filter took. @returns {Promise<{ total: number, findings: object[] }>} */
export const listFindings = (name, filter, { version, offset = 0, limit = 50 }) =>
  get(path`/api/datasets/${name}/curation/${filter}` + query({ version, offset, limit }));

/** One page of the passages that a model was asked about. @param {'withRows' | 'withoutRows' | ''} options.outcome */
export const listChunks = (name, { version, outcome, offset = 0, limit = 20 }) =>
  get(path`/api/datasets/${name}/chunks` + query({ version, outcome, offset, limit }));

/** Runs the filters anew with other choices. @returns {Promise<object>} The new version. */
export const applyCuration = (name, request) => post(path`/api/datasets/${name}/curation`, request);
