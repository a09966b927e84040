/** Requests to the workstation's own API; every failure becomes an {@link ApiError}. */

/** What went wrong, with the server's own sentence when it gave one. */
export class ApiError extends Error {
  /**
   * @param {object} failure
   * @param {number} failure.status HTTP status, or 0 when the server did not answer.
   * @param {string} failure.code
   * @param {string} failure.message
   * @param {string} [failure.requestId]
   */
  constructor({ status, code, message, requestId }) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** Whether the server did not answer at all. */
  get isUnreachable() {
    return this.status === 0;
  }

  /** Whether the login is missing or has expired. */
  get isUnauthorized() {
    return this.status === 401;
  }
}

const observers = new Set();

/**
 * Reports every failed request, so that one place can tell the user about a stopped server or an expired login.
 *
 * @param {(error: ApiError) => void} observer
 * @returns {() => void} Stops reporting.
 */
export function observeFailures(observer) {
  observers.add(observer);
  return () => observers.delete(observer);
}

/**
 * Sends a request and checks its status.
 *
 * @param {string} method
 * @param {string} path
 * @param {{ json?: unknown, raw?: BodyInit, signal?: AbortSignal }} [options]
 * @returns {Promise<Response>}
 */
export async function send(method, path, { json, raw, signal } = {}) {
  const headers = { Accept: 'application/json, text/event-stream' };
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  else if (raw !== undefined) headers['Content-Type'] = 'application/octet-stream';
  let response;
  try {
    const body = json === undefined ? raw : JSON.stringify(json);
    response = await fetch(path, { method, headers, body, signal, credentials: 'same-origin' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw report(new ApiError({ status: 0, code: 'unreachable', message: 'The server does not answer.' }));
  }
  if (!response.ok) throw report(await errorFrom(response));
  return response;
}

function report(error) {
  for (const observer of observers) observer(error);
  return error;
}

/**
 * Reads the error of a response.
 *
 * @param {{ status: number, statusText?: string, text: () => Promise<string> }} response
 * @returns {Promise<ApiError>}
 */
export async function errorFrom(response) {
  const text = await response.text();
  return new ApiError({ status: response.status, ...errorFields(text, response) });
}

function errorFields(text, response) {
  const fallback = { code: 'http_error', message: `${response.status} ${response.statusText ?? ''}`.trim() };
  try {
    const { error } = JSON.parse(text);
    return { code: error.code ?? fallback.code, message: error.message ?? fallback.message, requestId: error.requestId };
  } catch {
    // Not the API's own error body (a proxy, an old server): the status has to do.
    return fallback;
  }
}

async function json(method, path, options) {
  const response = await send(method, path, options);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** Reads a resource. */
export const get = (path, options) => json('GET', path, options);
/** Sends JSON to a resource. */
export const post = (path, body = {}, options = {}) => json('POST', path, { ...options, json: body });
/** Changes a part of a resource. */
export const patch = (path, body) => json('PATCH', path, { json: body });
/** Puts a value in the place of another. */
export const put = (path, body) => json('PUT', path, { json: body });
/** Removes a resource. */
export const remove = (path) => json('DELETE', path);
/** Sends bytes as they are. */
export const postRaw = (path, raw, options = {}) => json('POST', path, { ...options, raw });

/**
 * A path with encoded parts and without empty query values.
 *
 * @param {TemplateStringsArray} strings
 * @param {...(string | number)} parts
 */
export function path(strings, ...parts) {
  return strings.reduce((text, piece, index) => text + encodeURIComponent(String(parts[index - 1])) + piece);
}

/** @param {Record<string, unknown>} values @returns {string} `?a=1&b=2`, or nothing. */
export function query(values) {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}
