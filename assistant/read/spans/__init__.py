"""Answers that the span model finds, described by features and chosen among."""
