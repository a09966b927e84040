import { get, post, send } from './http.js';

/** Everything that the home page shows, in one answer. */
export const fetchOverview = () => get('/api/overview');

/** Opens the stream of changes; the response's body holds server-sent events. */
export const openEvents = (signal) => send('GET', '/api/events', { signal });

/** Cancels a queued or running job. */
export const cancelJob = (id) => post(`/api/jobs/${encodeURIComponent(id)}/cancel`);

/** What the machine and the installation look like. */
export const fetchChecks = async () => (await get('/api/doctor')).checks;
