"""Hits in, a Draft out, by one of two readers: extractive (no model key) and llm."""
