/** The recipes of datasets, as the server names them. */
export const RECIPES = ['know-my-documents', 'write-like-me', 'follow-my-format', 'from-conversations', 'extract'];

/** What a recipe may be told, by its name; the others are told nothing. */
export const RECIPE_OPTIONS = { 'follow-my-format': ['input', 'output'], 'from-conversations': ['assistant'] };

/** The recipe for which a model may write further questions. */
export const WRITTEN_RECIPE = 'know-my-documents';

/** Questions that a model may be asked for about each passage, as the server allows them. */
export const QUESTIONS_PER_CHUNK = { minimum: 1, maximum: 12, usual: 4 };
