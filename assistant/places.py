"""Words in, the countries and regions that they stand for out.

Knows countries by name, by what their people are called, by their capitals and provinces, and the
usual regions of the world; of what it does not know it says nothing.
Source: https://pypi.org/project/countryinfo/, names in use today by Babel's list of territories.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from typing import Any

from assistant.fold import fold

Codes = frozenset[str]  # of countries, ISO 3166-1 alpha-2
# By the longest word of a name: all its words, and the code.
Index = Mapping[str, AbstractSet[tuple[frozenset[str], str]]]

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[A-Z]{2}")
_SMALL = frozenset({"the", "of", "and"})
_COMPASS = frozenset(
    "north south east west central upper lower middle other capital islands".split()
)
# A people is not named after a country with less than this share of its own.
_SHARE = 0.05
_SHORTEST = 4
# What the tables lack: other adjectives, people, short and former names.
_ALSO = {
    "AE": "uae,emirates",
    "AF": "afghani",
    "AR": "argentine,argentinian",
    "BA": "bosnia",
    "CA": "british columbia",
    "CD": "congo",
    "CI": "cote divoire",
    "CZ": "czechia",
    "DK": "danes",
    "EC": "ecuadorian",
    "ES": "spaniard",
    "FI": "finns",
    "GB": "britain,briton,british,uk",
    "HR": "croat",
    "IE": "irishman",
    "IS": "icelandic",
    "KG": "kyrgyz",
    "KZ": "kazakh",
    "LU": "luxembourgish",
    "MK": "macedonia",
    "MM": "burma",
    "NL": "holland",
    "NP": "nepali",
    "PH": "philippine",
    "RS": "serb",
    "SA": "saudi",
    "SE": "swedes",
    "SI": "slovenian",
    "SK": "slovakian",
    "TJ": "tajik",
    "TR": "turks,turkiye",
    "US": "america,usa",
    "UZ": "uzbek",
    "VA": "vatican",
}
# The nations of the United Kingdom lie in it and yet are called countries.
_NATIONS = {
    "GB-ENG": "england,english",
    "GB-NIR": "northern ireland,northern irish",
    "GB-SCT": "scotland,scottish,scots",
    "GB-WLS": "wales,welsh",
}
_OTHERS = _ALSO | _NATIONS
_REGIONS = {
    "middle east": "western asia",
    "north america": "northern america,central america,caribbean",
    "south east asia": "south eastern asia",
    "central africa": "middle africa",
}
_GROUPS = {
    "korea": "KP KR",
    "middle east": "EG",
    "scandinavia": "DK NO SE FI IS",
    "nordic": "DK NO SE FI IS",
    "baltic": "EE LV LT",
    "balkan": "AL BA BG GR HR ME MK RO RS SI",
}
_PLAIN = {
    "african": "africa",
    "asian": "asia",
    "european": "europe",
    "american": "america",
    "americas": "america",
    "korean": "korea",
    "scandinavian": "scandinavia",
    "balkans": "balkan",
    "baltics": "baltic",
    "northern": "north",
    "southern": "south",
    "eastern": "east",
    "western": "west",
    "southeast": "south east",
    "southeastern": "south east",
}


def speaks_of(name: str, words: frozenset[str]) -> bool:
    """Tell whether folded words name the country that a name stands for: `French`, `France`."""
    asked = _called(name)
    return bool(asked) and not asked.isdisjoint(_named(words))


def lies_within(name: str, words: frozenset[str]) -> bool:
    """Tell whether folded words name a place within the country or region of a name.

    Args:
        name: such as `South America` or `Ghanaian`.
        words: the words of a text.
    """
    asked = _called(name) or region(name)
    return bool(asked) and not asked.isdisjoint(_named(words) | _placed(words))


def countries_in(text: str) -> Codes:
    """Return the codes of the countries that a text names, by name or by their people."""
    return _named(frozenset(_WORD.findall(fold(text))))


def country_of(text: str) -> str:
    """Return the English name of the one country that a text names; empty for none or several.

    Empty as well for the nations of the United Kingdom, which pass for countries of their own.

    >>> country_of("the Slovenian prime minister")
    'Slovenia'
    """
    found = countries_in(text)
    return countries().get(next(iter(found)), "") if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def region(name: str) -> Codes:
    """Return the countries of a region by its usual name; none where it is not known."""
    return _regions().get(_plain(name), frozenset())


@cache
def countries() -> dict[str, str]:
    """Return the name in use today of every country and territory, by its code."""
    from babel import Locale

    names = Locale("en").territories.items()
    return {code: re.sub(r" \(.*", "", name) for code, name in names if _CODE.fullmatch(code)}


@cache
def provinces(code: str) -> frozenset[str]:
    """Return the folded names of the provinces or states of a country."""
    return frozenset(fold(p) for p in _rows()[code].get("provinces") or ())


@lru_cache(maxsize=4096)
def _called(name: str) -> Codes:
    """Return the countries whose name, or whose people's name, a name is."""
    words = _words(name)
    rows = (row for word in words for row in _peoples().get(word, ()))
    found = frozenset(code for all_of, code in rows if all_of == words)
    return found or (_called(name[:-1]) if len(name) > _SHORTEST and name[-1] == "s" else found)


@lru_cache(maxsize=4096)
def _named(words: frozenset[str]) -> Codes:
    return _found(words, _peoples())


@lru_cache(maxsize=4096)
def _placed(words: frozenset[str]) -> Codes:
    return _found(words, _parts())


def _found(words: frozenset[str], index: Index) -> Codes:
    rows = {row for word in words & index.keys() for row in index[word] if row[0] <= words}
    # `Papua New Guinea` is not Guinea.
    return frozenset(code for all_of, code in rows if not any(all_of < o for o, _ in rows))


def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(fold(name)) if w not in _SMALL)


@cache
def _rows() -> dict[str, Mapping[str, Any]]:
    """Return what the table tells of each country, by its code."""
    from countryinfo import CountryInfo

    rows = {row.get("ISO", {}).get("alpha2"): row for row in CountryInfo.all().values()}
    return {code: row for code, row in rows.items() if code in countries()}


@cache
def _peoples() -> Index:
    """Return countries by each word of their names and of what their people are called."""
    people: defaultdict[str, list[str]] = defaultdict(list)
    for code, row in _rows().items():
        for word in re.split(r"[,/]| and ", row.get("demonym") or ""):
            people[word.strip()].append(code)
    size = {code: row.get("population") or 0 for code, row in _rows().items()}
    names = [(name, code) for code, name in countries().items()]
    names += [(row["name"], code) for code, row in _rows().items()]
    names += [(word, code) for code, words in _OTHERS.items() for word in words.split(",")]
    for word, codes in people.items():  # Americans are not those of the Northern Mariana Islands
        most = max(size[code] for code in codes)
        names += [(word, code) for code in codes if size[code] >= _SHARE * most]
    return _indexed(names)


@cache
def _parts() -> Index:
    """Return countries by each word of the names of their capitals, provinces and time zones."""
    from babel.core import get_global

    names = [(str(row.get("capital") or ""), code) for code, row in _rows().items()]
    names += [(p, code) for code, row in _rows().items() for p in row.get("provinces") or ()]
    names += [(nation, "GB") for words in _NATIONS.values() for nation in words.split(",")]
    zones = get_global("zone_territories").items()
    names += [(zone.rpartition("/")[2].replace("_", " "), code) for zone, code in zones]
    return _indexed((n, code) for n, code in names if not set(_plain(n).split()) <= _COMPASS)


def _indexed(names: Iterable[tuple[str, str]]) -> Index:
    index: defaultdict[str, set[tuple[frozenset[str], str]]] = defaultdict(set)
    for name, code in names:
        words = _words(name)
        if len("".join(words)) >= _SHORTEST - 1 or name == "uk":  # "us" may be anybody
            index[min(words, key=lambda w: (-len(w), w))].add((words, code))
    return dict(index)


@cache
def _regions() -> dict[str, Codes]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, row in _rows().items():
        for part in ("region", "subregion", "intermediateregion"):
            found[_plain(row.get(part) or "")].add(code)
    for name, parts in _REGIONS.items():
        found[name] |= {code for part in parts.split(",") for code in found[_plain(part)]}
    for name, codes in _GROUPS.items():
        found[name] |= set(codes.split())
    found["latin america"] = found["latin america and the caribbean"]
    return {name: frozenset(codes) for name, codes in found.items() if name}


def _plain(name: str) -> str:
    return " ".join(_PLAIN.get(w, w) for w in _WORD.findall(fold(name)))
