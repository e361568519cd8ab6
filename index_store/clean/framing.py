"""One paragraph in, whether it frames the text out: byline, time stamp, heading of key points."""

from __future__ import annotations

import re

from index_store.months import MONTH

_TIME_LABEL = re.compile(
    r"^\(?(?:(?:first |last |originally )?(?:published|updated|posted|modified|issued)\b"
    r"(?: (?:on|at))?|publié(?: le)?|mis à jour(?: le)?|veröffentlicht(?: am)?|"
    r"aktualisiert(?: am)?|"
    r"stand|publicado(?: el| em)?|actualizado(?: el)?|pubblicato(?: il)?|aggiornato(?: il)?|"
    r"gepubliceerd(?: op)?)\s?:?\s(?:(?:mon|tue|wed|thu|fri|sat|sun|today|yesterday)\w*,? ?)?"
    rf"(?:\d|{MONTH} \d)(?!.{{{{60,}}}})|"
    r"^\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:By|BY|Story by|Text by|Words by|Von|Par|"
    r"Por) (?:[A-Z\u00c0-\u00de][\w.'’\u00c0-\u024f-]*|and|AND|"
    r"de|van|von|der|al|bin|in|for|[,&|•/-])(?:,? (?:[A-Z\u00c0-\u00de][\w.'’\u00c0-\u024f-]*|"
    r"and|de|van|"
    r"von|der|al|bin|in|for|at|the|of|[&|•/-])){0,24},?(?: \S+@\S+)?$"
)
# "Jo Roe, Associated Press": a name and who employs it, with no verb.
_SIGNED = re.compile(
    r"^[A-Z\u00c0-\u00de][\w.'’-]+(?: [A-Z\u00c0-\u00de][\w.'’-]*){1,3}(?:, | \| | - |/)(?:the )?"
    r"(?:[A-Z][\w.'’-]* ?){0,4}\b(?:Press|News|Times|Post|Reuters|AFP|AP|Bloomberg|TODAY|Today|"
    r"Network|Herald|"
    r"Tribune|Agency|Staff|[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter)(?: [A-Z][\w]*){0,2}$"
)
_DESK = re.compile(
    r"^(?:[A-Z][\w.'’-]*,? ){1,5}(?:staff|desk|(?:staff |senior )?(?:reporters?|writers?|"
    r"correspondents?))$|"
    r"^(?:Words|Interview|Review|Analysis|Comment|Photographs?|Video|Compiled) by [A-Z].{2,60}$"
)
_DAY_OF_YEAR = re.compile(
    rf"\b{MONTH} .{{{{0,6}}}}(?:19|20)\d\d\b|"
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    rf"{MONTH}|(?:mon|tues?|wed(?:nes)?|"
    r"thu(?:rs)?|fri|"
    r"sat(?:ur)?|sun)(?:day)?|[ap]\.?m|gmt|utc|[ecmp][sd]?t|bst|cest?|\d+(?:st|nd|rd|th)?|at|of|"
    r"\W+",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"^(?:The )?(?:[A-Z][\w'’-]+ ){1,3}(?:Weekly|Daily|News|Times|Post|Herald|Gazette|Echo|Tribune|"
    r"Journal|Observer|Courier|Chronicle|Star|Today|Online|Radio|Press|Mail|Telegraph|Standard)$"
)
_KICKER = re.compile(r"^[A-Z\u00c0-\u00de&/|,:'’ -]{2,40}$")
_SUMMARY_HEAD = re.compile(
    r"^(?:key (?:points|takeaways|facts|findings|developments)|at a glance|in brief|in short|"
    r"summary|"
    r"the gist|(?:story )?highlights|what (?:you need|we know|to know)(?: to know)?|takeaways|"
    r"tl;?dr|"
    r"the short version|quick (?:read|summary|take)|in summary|(?:article|ai|story) summary|"
    r"why it matters in brief|follow topics?)\s?:?$",
    re.IGNORECASE,
)
_SUMMARY_TAIL = re.compile(
    r"^(?:this )?(?:summary|bullet points?|these points?|points?)?\s?(?:was|were|is)?\s?\(?"
    r"(?:ai|a\.i\.|artificial intelligence|machine)[ -]?(?:generated|assisted|written|summary)"
    r"(?: summary| content)?\b.{0,120}$|^generated (?:by|with) (?:ai|artificial)\b.{0,120}$|"
    r"^summari[sz]ed by\b.{0,80}$",
    re.IGNORECASE,
)
_LED_SUMMARY = re.compile(
    r"^(?:AI[- ](?:assisted|generated) summary|TL;?DR|Key points|In brief)\s?:?\s+(?=\S.{20,})",
    re.I,
)
BULLET = re.compile(r"^\s*(?:[•●▪■◦‣·◾♦*]|[-–—](?=\s))\s*")


def is_summary_head(text: str) -> bool:
    """Tell a heading over key points."""
    return len(text) <= 40 and bool(_SUMMARY_HEAD.match(text))


def is_summary_tail(text: str) -> bool:
    """Tell a line that says a machine wrote what stands before it."""
    return len(text) <= 160 and bool(_SUMMARY_TAIL.match(text)) and not led_summary(text)


def led_summary(text: str) -> str:
    """Give what follows when a paragraph opens by calling itself a summary; else nothing."""
    found = _LED_SUMMARY.match(text)
    return text[found.end() :] if found else ""


def is_kicker(text: str) -> bool:
    """Tell a section's name in capitals, or a paper's name, as they stand over a headline."""
    return text.count(" ") <= 3 and bool(_KICKER.match(text) or _PAPER.match(text))


def is_label(text: str) -> bool:
    """Tell a line that frames the text: byline, time stamp, heading of key points."""
    return len(text) <= 160 and bool(
        _BYLINE.match(text)
        or _SIGNED.match(text)
        or _DESK.match(text)
        or _TIME_LABEL.match(text)
        or _is_date(text)
        or is_summary_head(text)
        or is_summary_tail(text)
    )


def is_byline(text: str) -> bool:
    """Tell a line that names the writer."""
    return len(text) <= 160 and bool(_BYLINE.match(text) or _SIGNED.match(text))


def writer(text: str) -> str:
    """Give the names in a byline, without its `By` and the outlet after a comma."""
    name = re.sub(r"^(?:\w+ )?(?:by|von|par|por) ", "", text, flags=re.IGNORECASE)
    name = re.split(r",? \S+@|, (?!and )(?=[^,]*$)| \| | - |/| in (?=[A-Z])", name)[0]
    return re.sub(r"(?i) for the .*$", "", name).strip(" ,")


def is_unpunctuated(text: str) -> bool:
    """Tell a line that does not end as a sentence does."""
    return text[-1] not in ".!?…:;\"”’')]"


def is_scrap(text: str) -> bool:
    """Tell a few words, or names alone."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return text.count(" ") < 4 or (len(text) <= 60 and all(word[0].isupper() for word in words))


def _is_date(text: str) -> bool:
    return len(text) <= 60 and bool(_DAY_OF_YEAR.search(text)) and not _CALENDAR.sub("", text)
