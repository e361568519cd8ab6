"""Who says what: direct speech and its speakers."""
