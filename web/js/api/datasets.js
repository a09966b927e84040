import { get, path, post, postRaw, put, query, remove } from './http.js';

/** Starts building a dataset from a collection. @returns {Promise<{ dataset: object, job: object }>} */
export const buildDataset = ({ collection, recipe, name, options }) => post('/api/datasets', { collection, recipe, name, options });

/** Makes a dataset from a file that the user brought; `map` says what the columns of a table are. */
export const importDataset = (name, file, map) =>
  postRaw('/api/datasets/import' + query({ name, fileName: file.name, map }), file);

/** The top of a table, with what its columns seem to be. @returns {Promise<{ columns: string[], rows: string[][], rowCount: number, suggestion: object }>} */
export const previewTable = (file) => postRaw('/api/datasets/import/preview' + query({ fileName: file.name }), file);

/** A dataset with its versions. */
export const fetchDataset = (name) => get(path`/api/datasets/${name}`);

/** Removes a dataset with all versions. */
export const removeDataset = (name) => remove(path`/api/datasets/${name}`);

/** One page of a version's rows. @returns {Promise<{ examples: object[], total: number, version: number }>} */
export const listExamples = (name, { version, split, kind, rating, edited, document, text, offset = 0, limit = 20 }) =>
  get(path`/api/datasets/${name}/examples` + query({ version, split, kind, rating, edited, document, query: text, offset, limit }));

/** Says what a row is worth: 1, -1, or 0 for no opinion. */
export const rateExample = (name, id, rating) => put(path`/api/datasets/${name}/examples/${id}/rating`, { rating });

/** Saves edits as a new version. */
export const saveEdits = (name, version, edits) => post(path`/api/datasets/${name}/edits`, { version, edits });

/** Makes a new version with the rows of an earlier one. */
export const revertTo = (name, version, to) => post(path`/api/datasets/${name}/revert`, { version, to });

/** The rows that two versions do not share. */
export const fetchDifference = (name, from, to) => get(path`/api/datasets/${name}/difference` + query({ from, to }));

/** Where a version can be downloaded in one of the {@link EXPORT_FORMATS}. */
export const exportAddress = (name, version, format, rows) => path`/api/datasets/${name}/export` + query({ format, version, rows });

/** Where the dataset card can be downloaded. */
export const cardAddress = (name, version) => path`/api/datasets/${name}/card` + query({ version });

/** The formats that a version can be taken away in, as the server names them. */
export const EXPORT_FORMATS = ['chat', 'chat-with-sources', 'sharegpt', 'alpaca', 'prompt-completion', 'preference', 'rated', 'csv'];
