import { path, post, remove } from './http.js';

/** Imports a model file that lies on this machine. */
export const importModel = ({ path: file, name }) => post('/api/models', name ? { path: file, name } : { path: file });

/** Removes a base model. */
export const removeModel = (name) => remove(path`/api/models/${name}`);
