"""A question's alternatives and a text in, the one that the text tells out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.words import stem_set


def apart(options: Sequence[str]) -> list[frozenset[str]]:
    """Return for each alternative the stems that it alone has: `1` and `2` of two Voyagers."""
    stems = [stem_set(option) for option in options]
    shared = frozenset.intersection(*stems) if stems else frozenset()
    return [own - shared for own in stems]


def option_in(options: Sequence[str], text: str) -> str:
    """Return the one alternative that a text names in whole or in part; empty for none, or both.

    >>> option_in(["the Lind plan", "the Kerr plan"], "Kerr")
    'Kerr plan'
    """
    own = stem_set(text)
    named = [n for n, stems in enumerate(apart(options)) if stems & own]
    if len(named) != 1:
        return ""
    return options[named[0]].removeprefix("the ").removeprefix("The ")
