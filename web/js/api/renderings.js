import { get, path, query } from './http.js';

/** A row as a model sees it: the text with the parts that are learned from. */
export const fetchRendering = (name, id, { model, version }) =>
  get(path`/api/datasets/${name}/examples/${id}/rendered` + query({ model, version }));

/** How long the rows of a version are for a model. */
export const fetchLengths = (name, { model, version }) => get(path`/api/datasets/${name}/lengths` + query({ model, version }));
