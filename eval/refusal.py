"""What was asked for on the command line and cannot go together, as an error."""

from __future__ import annotations

from index_store.errors import CaseError


class OptionError(CaseError):
    """An option does not fit the other ones, or the run that it is given with."""
