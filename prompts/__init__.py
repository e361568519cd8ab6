"""Texts for the model, one Markdown file each, and a strict loader."""
