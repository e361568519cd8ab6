"""Pure functions from one case and one row, or from a ranking, to a figure."""
