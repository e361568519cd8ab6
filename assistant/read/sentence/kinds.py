"""The noun asked for ("Which state", "In which city") and a place in, whether they go together.

Knows countries, states of the US, and continents; of what it does not know it says nothing.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.places import countries, country_of, provinces
from assistant.words import fold

_CONTINENTS = frozenset(
    "africa,america,antarctica,asia,europe,north america,south america,oceania".split(",")
)
_OTHER_NAMES = frozenset(
    "us,u.s,usa,u.s.a,uk,u.k,britain,great britain,england,scotland,wales,northern ireland,"
    "czech republic,ivory coast,burma,holland,russian federation,turkey,myanmar,palestine,"
    "bosnia,congo,dr congo,korea,uae".split(",")
)
# Names of places of several kinds at once say nothing about the kind.
_SEVERAL = frozenset(
    "georgia,new york,washington,singapore,america,luxembourg,monaco,gaza,hong kong,macau,mexico,"
    "panama,kuwait,gibraltar,san marino,djibouti".split(",")
)
_COUNTRY, _STATE, _CONTINENT, _WITHIN = "country", "state", "continent", "within a country"
_ASKED = {
    "country": _COUNTRY,
    "nation": _COUNTRY,
    "state": _STATE,
    "continent": _CONTINENT,
} | dict.fromkeys(
    "city town village capital museum venue stadium airport university".split(), _WITHIN
)
_LEADING = re.compile(r"^(?:the|a|an) ")


def goes_with(noun: str, text: str) -> float:
    """Say whether a place is of the kind that a noun names: 1 yes, -1 no, 0 cannot tell."""
    asked = _ASKED.get(noun)
    name = _name(text)
    kind = _known().get(name) if asked and name not in _SEVERAL else None
    if kind is None:
        return 1.0 if country_meant(noun, text) else 0.0
    return 1.0 if kind == asked else -1.0


def holds_towns(noun: str) -> bool:
    """Tell whether a noun asks for a country and the like, so that no town answers it."""
    return _ASKED.get(noun) in {_COUNTRY, _STATE, _CONTINENT}


def country_meant(noun: str, text: str) -> str:
    """Return the country that a text tells by its people, where a noun asks for one.

    >>> country_meant("country", "the Slovenian prime minister")
    'Slovenia'
    """
    name = _name(text)
    if _ASKED.get(noun) != _COUNTRY or name in _known() or name in _SEVERAL:
        return ""
    return country_of(text)


def _name(text: str) -> str:
    return _LEADING.sub("", fold(text).strip(" ."))


@cache
def _known() -> dict[str, str]:
    """Return the kind of every place that is known, by its folded name."""
    named = {fold(name) for name in countries().values()}
    return (
        dict.fromkeys(named | _OTHER_NAMES, _COUNTRY)
        | dict.fromkeys(provinces("US") - {"district of columbia"}, _STATE)
        | dict.fromkeys(_CONTINENTS, _CONTINENT)
    )
