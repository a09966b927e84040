"""A stand-in for the server: the page and canned answers about one dataset, so that its page can be tested alone."""
