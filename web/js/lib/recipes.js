/** The recipes of datasets, as the server names them. */
export const RECIPES = ['know-my-documents', 'write-like-me', 'follow-my-format', 'from-conversations', 'extract'];

/** What a recipe may be told, by its name; the others are told nothing. */
export const RECIPE_OPTIONS = { 'follow-my-format': ['input', 'output'], 'from-conversations': ['assistant'] };
