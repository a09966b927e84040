import { get, path, post, postRaw, query, remove } from './http.js';

/** Starts building a dataset from a collection. @returns {Promise<{ dataset: object, job: object }>} */
export const buildDataset = ({ collection, recipe, name }) => post('/api/datasets', { collection, recipe, name });

/** Makes a dataset from a file that the user brought. */
export const importDataset = (name, file) =>
  postRaw('/api/datasets/import' + query({ name, fileName: file.name }), file);

/** A dataset with its versions. */
export const fetchDataset = (name) => get(path`/api/datasets/${name}`);

/** Removes a dataset with all versions. */
export const removeDataset = (name) => remove(path`/api/datasets/${name}`);

/** One page of a version's rows. @returns {Promise<{ examples: object[], total: number, version: number }>} */
export const listExamples = (name, { version, split, text, offset = 0, limit = 20 }) =>
  get(path`/api/datasets/${name}/examples` + query({ version, split, query: text, offset, limit }));

/** Saves edits as a new version. */
export const saveEdits = (name, version, edits) => post(path`/api/datasets/${name}/edits`, { version, edits });

/** Where a version can be downloaded as chat JSONL. */
export const exportAddress = (name, version) => path`/api/datasets/${name}/export` + query({ version });
