"""Body paragraphs in, the wire agency, the place of the dateline and what is corrected out."""

from __future__ import annotations

import re
from collections.abc import Sequence

# How a credit names an agency, and the name it gets.
_NAMES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "afp": "AFP", "agence france-presse": "AFP",
    "ap": "AP", "associated press": "AP", "the associated press": "AP", "bloomberg": "Bloomberg",
    "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "xinhua": "Xinhua", "kyodo": "Kyodo",
    "kyodo news": "Kyodo", "yonhap": "Yonhap", "pti": "PTI", "ani": "ANI", "ians": "IANS",
    "tass": "TASS", "interfax": "Interfax", "pa": "PA", "pa media": "PA", "aap": "AAP", "upi": "UPI",
    "anadolu": "Anadolu", "anadolu agency": "Anadolu", "bernama": "Bernama", "canadian press": "CP",
    "the canadian press": "CP", "epa": "EPA", "nyt": "NYT",
}  # fmt: skip
_DATELINE = re.compile(
    r"^(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’ /-]+(?:, [A-Z][A-Za-z. ]+?)?)"
    r"(?:, (?P<day>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}))?"
    r"(?: \((?P<agency>[^()]{2,40})\))? ?(?:—|–|--|-) ?(?=\S)"
)
_ENDING = re.compile(
    r"(?:[.!?”\"’)] ?(?:—|–|-|\[|\()? ?)(?P<agency>[A-Z][A-Za-z-]{1,20}(?: [A-Z][a-z]+)?)[\])]?\.?$"
)
_ALONE = re.compile(r"^[\[(—–-]* ?(?P<agency>[\w -]{2,30}?)[\])]?\.?$")
_CORRECTS = re.compile(
    r"^[\[(]?\s?(?:corrects|corrected|correction|clarifies|clarification|recasts)\b.{3,400}$", re.I
)
_CORRECTED_TITLE = re.compile(r"^(?:CORRECTED|CORRECTION|UPDATE \d+-CORRECTED|REFILE)\b[ :–—-]")


def agency_of(paragraphs: Sequence[str]) -> str | None:
    """Name the wire agency by its dateline or its credit at the end."""
    for text in paragraphs[:3]:
        found = _DATELINE.match(text)
        if found and found["agency"]:
            return _NAMES.get(found["agency"].casefold(), found["agency"])
        opened = re.search(r"\((?P<agency>[A-Za-z -]{2,25})\) ?(?:—|–|--|-)", text[:90])
        if opened and opened["agency"].casefold() in _NAMES:
            return _NAMES[opened["agency"].casefold()]
    for text in reversed(paragraphs[-4:]):
        for pattern in (_ALONE, _ENDING):
            found = pattern.search(text[-60:] if pattern is _ENDING else text)
            if found and found["agency"].casefold() in _NAMES:
                return _NAMES[found["agency"].casefold()]
    return None


def dateline_place(paragraphs: Sequence[str]) -> str | None:
    """Name the place that an article's dateline gives."""
    for text in paragraphs[:3]:
        found = _DATELINE.match(text)
        if found and (found["agency"] or found["day"]):
            return found["place"].strip().rstrip(",").title()
    return None


def correction(title: str, paragraphs: Sequence[str]) -> str | None:
    """Give the words that say what an article corrects."""
    for text in [*paragraphs[:4], *paragraphs[-3:]]:
        if _CORRECTS.match(text):
            return text.strip("[]() ")
    return title if _CORRECTED_TITLE.match(title) else None
