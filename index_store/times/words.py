"""The vocabulary of time in news English: lower-case words in, their meaning as numbers out."""

from __future__ import annotations

from index_store.months import MONTHS, WEEKDAY_NAMES, WEEKDAYS
from index_store.numbers import SMALL

__all__ = ["MONTHS", "WEEKDAYS"]

SHORT_MONTHS = frozenset(name for name in MONTHS if len(name) <= 4) - {"may", "june", "july"}
# Months that are also other words or first names: alone they need a word of time before them.
DOUBTFUL_MONTHS = SHORT_MONTHS | {"may", "march", "april", "june", "august"}

SHORT_WEEKDAYS = frozenset(name for name in WEEKDAYS if len(name) <= 5)
PLURAL_WEEKDAYS: dict[str, int] = {f"{name}s": n for n, name in enumerate(WEEKDAY_NAMES)}
# Before a weekday these make the name of a feast or an affair, after it the name of a paper.
NAMED_DAY_BEFORE = frozenset(
    "good black super ash bloody cyber fat palm easter giving shrove maundy holy whit "
    "selection sheffield".split()
)
NAMED_DAY_AFTER = frozenset("times telegraph mirror express herald mail post".split())

SEASONS: dict[str, str] = {
    "spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI",
    "springtime": "SP", "summertime": "SU", "wintertime": "WI",
}  # fmt: skip
PARTS: dict[str, str] = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "lunchtime": "MI",
    "mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI", "overnight": "NI",
}  # fmt: skip

UNITS: dict[str, str] = {
    "second": "S", "minute": "MIN", "hour": "H", "day": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "fortnight": "FN",
    "half": "HALF", "yr": "Y", "hr": "H", "min": "MIN",
}  # fmt: skip
PLURAL_UNITS: dict[str, str] = {
    "seconds": "S", "minutes": "MIN", "hours": "H", "days": "D", "weeks": "W", "weekends": "WE",
    "months": "M", "quarters": "Q", "years": "Y", "decades": "DE", "centuries": "CE",
    "fortnights": "FN", "yrs": "Y", "hrs": "H", "mins": "MIN",
}  # fmt: skip

NUMBERS: dict[str, float] = {word: float(n) for word, n in SMALL.items()} | {
    "a": 1, "an": 1, "dozen": 12, "hundred": 100, "thousand": 1000,
}  # fmt: skip
VAGUE = frozenset(
    "several few many some couple dozens hundreds thousands numerous recent multiple of".split()
)
SUFFIXES = frozenset("st nd rd th".split())
DECADE_WORDS: dict[str, int] = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip

# Words that point from the day of publication, or from the date last spoken of.
POINTERS: dict[str, int] = {
    "last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1,
    "previous": -1, "preceding": -1, "following": 1, "ensuing": 1, "that": 0, "same": 0,
    "latest": -1, "intervening": -1,
}  # fmt: skip
TEXT_POINTERS = frozenset("previous preceding following ensuing that same".split())
FILLERS = frozenset(
    "consecutive straight successive full long more whole calendar fiscal financial business "
    "working additional further mere short solid tax school academic extra other "
    "trading".split()
)
IN_A_ROW = frozenset("consecutive straight successive".split())

EARLY_LATE: dict[str, str] = {
    "early": "START", "late": "END", "mid": "MID", "earlier": "START", "later": "END",
    "middle": "MID", "start": "START", "beginning": "START", "end": "END", "midway": "MID",
}  # fmt: skip
ABOUT = frozenset(
    "about around almost nearly over roughly approximately just under exactly only barely mere "
    "some".split()
)

DEICTICS: dict[str, tuple[int, str]] = {
    "today": (0, ""), "yesterday": (-1, ""), "tomorrow": (1, ""), "tonight": (0, "NI"),
    "overnight": (0, "NI"), "yesterdays": (-1, ""),
}  # fmt: skip
REFERENCES: dict[str, str] = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
}  # fmt: skip
SETS: dict[str, str] = {
    "annually": "XXXX", "yearly": "XXXX", "monthly": "XXXX-XX", "weekly": "XXXX-WXX",
    "daily": "XXXX-XX-XX", "nightly": "XXXX-XX-XXTNI", "hourly": "XXXX-XX-XXTXX",
    "quarterly": "XXXX-QX", "fortnightly": "P2W", "biannually": "XXXX-HX",
}  # fmt: skip
UNIT_SETS: dict[str, str] = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE", "DE": "XXX", "H": "XXXX-XX-XXTXX", "MIN": "XXXX-XX-XXTXX:XX",
}  # fmt: skip
FEASTS: dict[str, tuple[int, int]] = {
    "christmas": (12, 25), "halloween": (10, 31), "boxing": (12, 26), "valentine": (2, 14),
    "patrick": (3, 17), "bastille": (7, 14), "veterans": (11, 11), "new": (1, 1),
}  # fmt: skip

# A number before these is a count, not a year or a day of the month.
COUNTED = frozenset(
    "people percent pc pence per feet foot ft km kilometers kilometres kilometer kilometre miles "
    "mile meters metres meter metre m dollars euros pounds yen yuan rupees troops soldiers votes "
    "jobs homes houses workers employees police officers students children women men tons tonnes "
    "litres liters gallons acres hectares kg kilograms pounds lb mph kph watts megawatts mw times "
    "points hp cc calories deaths cases dead residents passengers members fans million billion "
    "trillion thousand hundred degrees runners protesters demonstrators refugees migrants "
    "spectators seats copies units words tickets rooms flights vehicles cars barrels others "
    "years year days day hours hour weeks week months month minutes minute seconds".split()
)
ZONES = frozenset(
    "gmt utc bst cet cest est edt et ct pt mt pst pdt cst cdt mst mdt ist jst aest sgt msk".split()
)
PREPOSITIONS = frozenset(
    "in since by until till from to through of during before after last next this early late mid "
    "and or between for throughout every each following around on end start beginning as about "
    "than via circa past into toward towards the a an that same late-".split()
)
