"""How news says who holds an office, took it or left it: patterns with the name as a group."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from index_store.titles import SINGLE, SPOKEN, any_of

HEAD = "chief executive"  # who runs a firm
# Other words for that one.
HEADS = frozenset({HEAD, "managing director", "director", "boss", "head", "leader"})
_PLAIN = HEADS.union(
    SINGLE,
    SPOKEN,
    "minister manager chief coach chair engineer commander envoy captain skipper prosecutor "
    "inspector secretary speaker editor curator commissioner principal rector".split(),
)
ROLE = rf"(?:(?:director|secretary)[- ]general|head coach|{any_of(_PLAIN)})"
# An office as a question names it, with up to two words that say of what: `deputy town engineer`.
OFFICE = (
    r"(?P<office>(?:(?!(?:the|an?|first|second|third|only|last|next|former|new|old|oldest|youngest|"
    r"other|same|right|best|top)\b)[a-z][\w-]* ){0,2}"
    rf"{ROLE})"
)
Kind = Literal["begins", "holds", "left", "former"]
Told = Kind | Literal["from-to", "then", "takes-over", "new"]
Rows = tuple[tuple[Told, re.Pattern[str]], ...]
NAME_WORD = r"[A-ZÀ-Þ][\w’-]*\w"
_NAME = rf"(?P<name>{NAME_WORD}(?: (?:de |van |von |bin |al )?{NAME_WORD}){{0,3}})"
_RUNS_FIRM = (
    r"(?:runs|is running|has run|leads|is leading|has led|heads|has headed|is in charge of)"
)
_WILL_RUN = r"(?:will|is to) (?:run|lead|head)"
GAVE_UP = (
    r"resign(?:s|ed)|step(?:s|ped) (?:down|aside)|quits?|retire[sd]|st(?:ood|ands) down|"
    r"(?:was|were|has been) (?:sacked|dismissed|fired|ousted|removed)"
)
_LEFT = (
    rf"(?:{GAVE_UP}|le(?:ft|aves)|handed in (?:his|her)|"
    r"(?:will|would|is to) (?:leave|step down|resign|retire|quit|stand down|give up))"
)
_TOOK = (
    r"(?:became|becomes|has become|(?:was|has been) (?:named|appointed|made|elected|sworn in)"
    r"(?: (?:on|last|in) [A-Z]\w+)?(?: as)?|t(?:ook|akes|aken) over as|took the oath as|"
    r"is (?=(?:the |its )?new))"
)
_ASIDE = r"(?:, [^,.;]{2,80},)?"
# What stands between somebody's name and the office, in words: whose it is, and for how long.
_OF = (
    r"(?:(?:[A-Z][\w’-]*(?:['’]s)?|(?:country|company|firm|group|club|city|ministry|bank|union|party|"
    r"agency|team|town|state|province)['’]s|first|permanent) ){0,3}?"
)
_NOT_NOW = (
    r"(?<![Ff]ormer )(?<![Nn]ext )(?<!ex-)(?<!future )(?<![Dd]eputy )(?<![Vv]ice )(?<![Vv]ice-)"
)
_POST = r"(?:the|this|that|its) (?:post|office|job|position|ministry)"
# These name no office; it is the one that was spoken of last.
_HANDED_OVER = (
    rf"\b(?:succeed(?:s|ed|ing)|replac(?:es|ed|ing)|t(?:ook|akes|aken) over [^.;]{{0,30}}?from) "
    rf"{_NAME}"
)
_CARETAKER = r"(?:will run|is running|ran|has run|takes charge of) the ministry"
_TAKES_OVER = (
    r"(?:takes|took|has taken|is taking|will take) over"
    r"(?= (?:until|for now|for the time being|temporarily|in the interim|on an interim)\b)"
)
_FROM_TO = r"from [^.;]{3,25} (?:until|till|to) "
_IS_RUN = r"(?:is|has been) (?:run|led|headed|managed)"
_GOES_TO = r"(?:goes|went|passes|passed|will go|is to go|has gone|was given) to (?:the )?"
# Of several words, for "went to Brussels" is a journey.
_FULL_NAME = rf"(?P<name>{NAME_WORD}(?: (?:de |van |von |bin |al )?{NAME_WORD}){{1,3}})"
_IN_HANDS = r"(?:is|are|was|remains) in the hands of"
_NAMES = r"(?:named|appointed|hired|picked|chose|elected)"


@cache
def patterns(office: str) -> tuple[Rows, Rows]:
    """Return the patterns that name an office, and those that only go on about one."""
    title = title_of(office)
    held = rf"{_OF}(?:new |interim |acting )?{title}"
    who = rf"\b{_NAME}{_ASIDE}"
    whose = "(?:the |its |a )?"
    rows: list[tuple[Told, str]] = [
        ("new", rf"\b[Nn]ew {title},? {_NAME}"),
        ("holds", rf"{_NOT_NOW}(?<![Nn]ew )\b{title},? {_NAME}"),
        ("holds", rf"\b{_NAME}, (?:the |its |a |who (?:is|has been) )?(?!former|ex-|next){held}\b"),
        ("holds", rf"\b{title} of (?:the )?(?P<org>[^,.;]{{3,40}}), {_NAME}"),
        ("holds", rf"{who} (?:is|acts as|serves as) (?!new){whose}{held}\b"),
        ("begins", rf"{who} {_TOOK} ?{whose}{held}\b"),
        ("begins", rf"{who} (?:will|is to) (?:be|become|take over as) {whose}{held}\b"),
        ("begins", rf"\b{_NAMES} {_NAME}{_ASIDE} as {whose}{held}"),
        ("begins", rf"\b{_NAME}, who (?:became|took over as|succeeded) [^.;]{{0,60}}?{title}\b"),
        ("left", rf"\b{_NAME}(?:, [^.;]{{2,60}},)? (?:who )?{_LEFT}[^.;]{{0,40}} as {held}"),
        ("left", rf"\b{_NAME}, who {_LEFT}[^.;]{{0,40}} as {held}"),
        ("left", rf"{_NOT_NOW}\b{title} {_NAME}, who {_LEFT}\b"),
        ("then", rf"\b{_NAME}, (?:who was )?then (?:the |a )?{held}\b"),
        ("left", rf"\b{_NAME}, (?:the )?{held}[^.;]{{0,90}}, {_LEFT}\b"),
        ("left", rf"{_NOT_NOW}\b{title} {_NAME} {_LEFT}\b"),
        ("left", rf"\b{_NAME}, until [^,;.]{{3,30}} (?:the )?{held}\b"),
        ("left", rf"\bcost {_NAME} (?:his|her|their) (?:job|post) as {held}"),
        ("from-to", rf"{who} (?:was|served as|had been) {whose}{held} {_FROM_TO}"),
        ("former", rf"\b(?:[Ff]ormer|ex-) ?{title},? {_NAME}"),
        ("former", rf"\b{_NAME}, (?:the |a )?(?:former|ex-?) ?{held}"),
    ]
    if office == HEAD:
        org = r"(?:the )?(?P<org>[^,.;]{3,40})"
        rows += [
            ("holds", rf"{who} {_RUNS_FIRM} {org}"),
            ("holds", rf"\b{_NAME}, who {_RUNS_FIRM} {org}"),
            ("begins", rf"{who} {_WILL_RUN} {org}"),
            (
                "holds",
                rf"\b(?P<org>[A-Z][^,.;]{{2,60}}) {_IS_RUN} by {_NAME}",
            ),
            ("left", rf"\b{_NAME}, who (?:led|ran|headed) {org}, {_LEFT}\b"),
        ]
    untied: list[tuple[Told, str]] = [
        ("left", _HANDED_OVER),
        ("from-to", rf"{who} (?:had )?held {_POST} {_FROM_TO}"),
        ("takes-over", rf"{who} {_TAKES_OVER}"),
        ("begins", rf"\b{_POST} {_GOES_TO}{_FULL_NAME}"),
    ]
    if " " in office:  # "the port captain ... the new captain"
        untied.append(("new", rf"\b[Tt]he new {re.escape(office.split()[-1])},? {_NAME}"))
    if office.endswith(" minister"):
        what = re.escape(office.removesuffix(" minister"))
        ministry = rf"(?i:{what}) (?:ministry|portfolio)(?: of [A-Z]\w+)?"
        rows += [
            ("begins", rf"\b{ministry} {_GOES_TO}{_FULL_NAME}"),
            ("begins", rf"\b{ministry} {_IN_HANDS} {_FULL_NAME}"),
        ]
        untied += [
            ("begins", rf"{who} {_CARETAKER}"),
            ("begins", rf"\b[Tt]he ministry {_IN_HANDS} {_FULL_NAME}"),
        ]
    return _compiled(rows), _compiled(untied)


def spoken_of(office: str) -> str:
    """Return the pattern of the words that tell that an office is spoken of."""
    ministry = rf"|(?i:{re.escape(office.removesuffix('minister'))}ministry)"
    return title_of(office) + (ministry if office.endswith(" minister") else "")


def title_of(office: str) -> str:
    """Return the pattern of the words by which news calls whoever holds an office."""
    if "spokes" in office:
        return f"(?i:{any_of(SPOKEN)})"
    if office == HEAD:
        return rf"(?i:chief executive officer|CEO|director[- ]general|{any_of(HEADS)})"
    if office == "coach":
        return r"(?i:(?:head )?coach)"
    return rf"(?i:{re.escape(office)}(?: officer)?)"


def _compiled(rows: list[tuple[Told, str]]) -> Rows:
    return tuple((told, re.compile(pattern)) for told, pattern in rows)
