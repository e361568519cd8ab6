"""A raw record in, when it was published and what says so out."""

from index_store.dates.find import ORDER as ORDER
from index_store.dates.find import Dated as Dated
from index_store.dates.find import find_date as find_date
from index_store.dates.strings import parse as parse
