"""Measures how documents are read: against official texts, beside other tools, and by what it costs."""
