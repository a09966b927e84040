/** The main places, in the order of the way from documents to chat. */
export const PLACES = ['home', 'documents', 'datasets', 'runs', 'adapters', 'chat'];
