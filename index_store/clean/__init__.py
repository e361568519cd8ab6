"""A raw record in, its title and typed blocks out, with page furniture gone."""

from index_store.clean.record import Cleaned as Cleaned
from index_store.clean.record import clean as clean
