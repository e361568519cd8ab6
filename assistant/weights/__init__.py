"""Weights of local chat models: which are known, fetched from where, kept in which folder."""
