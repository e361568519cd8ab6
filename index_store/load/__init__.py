"""Paths and addresses in, raw records or the errors of those that cannot be read out."""

from index_store.load.meter import Meter as Meter
from index_store.load.walk import read_records as read_records
