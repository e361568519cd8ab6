"""A file of sources and a library in, the library brought up to date and what came of it out."""

from index_store.sync.run import Synced as Synced
from index_store.sync.run import sync as sync
from index_store.sync.sources import Source as Source
from index_store.sync.sources import read_sources as read_sources
from index_store.sync.sources import seconds as seconds
