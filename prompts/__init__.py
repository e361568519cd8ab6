"""Texts for the model, one Markdown file each, with a loader that refuses missing and unused values."""
