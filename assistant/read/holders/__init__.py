"""Who holds an office, held it, and came before or after whom."""
