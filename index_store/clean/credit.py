"""Paragraphs of an article in; its credit lines, agency, dateline and correction out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index_store.months import MONTH

# How credits write an agency, and the name it gets.
_NAMES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "afp": "AFP", "agence france-presse": "AFP",
    "ap": "AP", "associated press": "AP", "the associated press": "AP", "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "xinhua": "Xinhua",
    "kyodo": "Kyodo", "kyodo news": "Kyodo", "yonhap": "Yonhap", "pti": "PTI", "ani": "ANI",
    "press trust of india": "PTI", "ians": "IANS", "tass": "TASS", "interfax": "Interfax",
    "pa": "PA",
    "pa media": "PA", "press association": "PA", "aap": "AAP", "upi": "UPI", "anadolu": "Anadolu",
    "anadolu agency": "Anadolu", "bernama": "Bernama", "canadian press": "CP", "epa": "EPA",
    "the canadian press": "CP", "nyt": "NYT", "ria novosti": "RIA Novosti", "belga": "Belga",
    "anp": "ANP", "ats": "ATS", "tt": "TT", "ntb": "NTB", "ritzau": "Ritzau", "stt": "STT",
    "jiji press": "Jiji", "antara": "Antara", "wam": "WAM", "spa": "SPA", "irna": "IRNA",
}  # fmt: skip
_AGENCY = "|".join(sorted((re.escape(name) for name in _NAMES), key=len, reverse=True))
_DASH = r"(?:—|–|--|-)"
_PLACE = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’]+(?:[ /-][A-Z\u00c0-\u00de.'’]+){0,4}"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE}(?:, [A-Z][\w. ]{{1,25}}?)??)"
    rf"(?:, (?P<day>(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?))?"
    rf"(?: \((?P<agency>[^()]{{2,40}})\))? ?{_DASH} ?(?=\S)"
)
# "Kyiv, Ukraine (AP) —" and "Washington CNN —": mixed case needs the outlet to be sure.
_MIXED_DATELINE = re.compile(
    rf"^(?P<place>[A-Z][\w.'’]+(?:[ ,-]+[A-Z][\w.'’]+){{0,4}}),? \("
    rf"(?P<agency>[A-Z][^()]{{1,30}})\) ?{_DASH}"
)
_BARE_DATELINE = re.compile(r"^[A-Z][\w.,'’ /()-]{1,60} ?[—–]$")
# The signs of those who wrote and edited may follow: "dpa jt rl".
_AGENCY_ONLY = re.compile(
    rf"^[\[(]?{_DASH}? ?(?P<agency>{_AGENCY})(?: (?-i:[a-z]{{2,4}})){{0,4}}[\])]?\.?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"^[\[(]?{_DASH}? ?(?P<agency>{_AGENCY})(?:(?: ?[,/&;] ?| and |"
    rf" with )[\w ]{{2,30}}){{1,3}}[\])]?\.?$",
    re.IGNORECASE,
)
_ENDING = re.compile(
    rf"[.!?”\"’)](?P<credit>\s?(?:{_DASH} ?|/|\[|\()?\s?"
    r"(?P<agency>[A-Z][A-Za-z-]{1,24}(?: [A-Z][a-z]+){0,2})[\])]?\.?)$"
)
_WORK = (
    r"(?:additional |further )?(?:reporting|writing|editing|compiled|contributing|translated|"
    r"produced|"
    r"graphics?|photography|research|rewritten)(?:(?:,| and|, and) (?:writing|editing|reporting))*"
)
_WORKED = re.compile(
    rf"^[\[(*–—-]*\s?(?:{_WORK}(?: by\b|:)|"
    r"with (?:additional )?(?:reporting|inputs?|files|agencies|information|contributions?)\b"
    r"(?: (?:by|from|of)\b)?|"
    r"(?:written|edited|reported) (?:and \w+ )?by (?-i:[A-Z])(?!.{90,})|"
    r"[\w ,]{2,40}, with (?:additional )?reporting by\b|"
    r"(?:sources?|agenc(?:y|ies)|quelle|fuente|fonte|bron)\s?: ?(?=\S.{1,100}$)|"
    r"with (?:additional )?assistance (?:from|of|by) (?-i:(?:[A-Z][\w.'’-]+(?:,? and|,)? ?)+)$|"
    r"includes? (?:reporting|material) (?:by|from)\b).{0,400}$|"
    r"^[\[(](?:adds|updates|recasts|refiles|rewrites|removes)\b[^()\n]{3,300}[\])]$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|will)\b")
_CONTRIBUTED = re.compile(
    r"^.{3,250}\b(?:contributed to (?:this|the (?:report|story))|reported from|"
    r"contributed (?:additional )?reporting|contributed (?:research|photography)(?=\W*$)|"
    r"(?:audio|digital|radio|web|broadcast) (?:version|edition|segment)\b.{0,30} (?:was|were) "
    r"(?:produced|edited|mixed) (?:and \w+ )?by)\b.{0,80}$"
)
_CORRECTS = re.compile(
    r"^[\[(*]*\s?(?:corrects|corrected|corrections?|clarifies|clarification|"
    r"editor['’]s note)\b.{3,500}$|"
    r"^[\[(](?:adds|updates|recasts|refiles)\b[^()]{0,200}\b(?:corrects|correcting)\b.{3,400}$|"
    r"^[\[(*]*\s?(?:this|an earlier version of this|a previous version of this|the) "
    r"(?:story|article|report|headline|version|page)\b"
    r".{0,60}\b(?:correct(?:ed)?|amended|misstated|"
    r"incorrectly|"
    r"misidentified|misspelled|wrongly|in error)\b.{0,400}$",
    re.IGNORECASE,
)
_WAS_WRONG = re.compile(r"correct|accurate|clarif|\berrors?\b|misstat", re.IGNORECASE)
_NOTE = re.compile(r"^[\[(*]*\s?editor['’]s note", re.IGNORECASE)
_CORRECTED_TITLE = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|RPT) ?\d*[- ])?(?:CORRECTED|CORRECTION|REFILE|Corrected|"
    r"Correction)\b\s?[-:–—]|^corrections?(?: and clarifications?)?$",
    re.IGNORECASE,
)
# "In our article of January 10 we wrote": a correction that is an article of its own.
_WE_WROTE = re.compile(
    r"^(?:(?:in|on) )?(?:an?|our|the) (?:\w+ ){0,2}?(?:article|report|story|item|piece)s?\b.{0,160}"
    r"\bwe (?:(?:wrongly|incorrectly) )?(?:wrote|said|reported|stated|gave)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_credit(text: str) -> bool:
    """Tell a line that says who reported: an agency, a list of contributors, a lone dateline."""
    if len(text) > 500:
        return False
    return bool(
        _AGENCY_ONLY.match(text)
        or _SEVERAL.match(text)
        or (_WORKED.match(text) and not _VERB.search(text))
        or _BARE_DATELINE.match(text)
        or (len(text) <= 300 and _CONTRIBUTED.match(text))
    )


def split_ending(text: str) -> tuple[str, str]:
    """Part a paragraph from the agency credit glued to its end: (text, credit or nothing)."""
    found = _ENDING.search(text[-60:]) if len(text) > 12 else None
    if not found or found["agency"].casefold() not in _NAMES:
        return text, ""
    credit = found["credit"]
    return text[: -len(credit)].rstrip(), credit.strip()


def agency_of(paragraphs: Sequence[str]) -> str | None:
    """Name the wire agency by its dateline or its credit at the end."""
    for text in paragraphs[:3]:
        found = _DATELINE.match(text) or _MIXED_DATELINE.match(text)
        if found and found["agency"]:
            name = found["agency"].strip()
            return _NAMES.get(name.casefold(), name)
    for text in reversed(paragraphs[-4:]):
        ended = _AGENCY_ONLY.match(text) or _SEVERAL.match(text)
        if ended:
            return _NAMES[ended["agency"].casefold()]
        if is_credit(text) and (named := _named_agency(text)):
            return named
    return None


def dateline_place(paragraphs: Sequence[str]) -> str | None:
    """Name the place that an article's dateline gives, in title case."""
    for text in paragraphs[:3]:
        found = _MIXED_DATELINE.match(text) or _DATELINE.match(text)
        if found and (found["agency"] or found.groupdict().get("day") or ", " in found["place"]):
            return _title_case(found["place"].rstrip(", "))
    return None


def dateline_end(text: str) -> int:
    """Return where the words of an article's first paragraph begin, behind a dateline if any.

    >>> dateline_end("HALE, Sept 12 (NWA) - The port closed.")
    22
    >>> dateline_end("COVID-19 is back.")
    0
    """
    found = _DATELINE.match(text) or _MIXED_DATELINE.match(text)
    if not found or not (found["agency"] or text[found.end() - 1].isspace()):
        return 0
    return len(text) - len(text[found.end() :].lstrip())


def correction(title: str, paragraphs: Sequence[str]) -> str | None:
    """Give the words that say what an article corrects."""
    for text in [*paragraphs[:5], *paragraphs[-5:]]:
        if is_correction(text):
            return text.strip("[]()* ")
    if is_correction_title(title):
        return title
    return next((text for text in paragraphs[:2] if _WE_WROTE.match(text)), None)


def is_correction_title(title: str) -> bool:
    """Tell a headline that calls its article a correction."""
    return bool(_CORRECTED_TITLE.match(title))


def is_correction(text: str) -> bool:
    """Tell a note that says what was wrong before."""
    if len(text) > 600 or not _CORRECTS.match(text):
        return False
    return not _NOTE.match(text) or bool(_WAS_WRONG.search(text))


def _named_agency(text: str) -> str:
    found = re.search(rf"\b({_AGENCY})\b", text, re.IGNORECASE)
    name = found.group(1) if found else ""
    # Short names are also words (pa, ap, spa): only in capitals.
    return _NAMES[name.casefold()] if len(name) > 4 or name.isupper() else ""


def _title_case(place: str) -> str:
    def lower(found: re.Match[str]) -> str:
        word = found.group()
        return word if word in ("US", "UK", "UN", "UAE") else word.capitalize()

    # "N.Y." keeps its capitals: no two letters of it stand together.
    return re.sub(r"[A-Z\u00c0-\u00de]{2,}", lower, place)
