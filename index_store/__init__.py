"""News articles in, a searchable library on disk out: load, clean, date, chunk, embed, store."""
