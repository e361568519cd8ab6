"""A Draft in, claims that their quotes bear out and their citations out; the rest is dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.modality import announces, denies, only_announces, without_verdict
from assistant.planted import is_planted
from assistant.types import BARE, MAX_SHORT_WORDS, Citation, Claim, DatedEvent, Draft
from assistant.words import STOP, WORD, cover, fold, name_in, stem, stems, words_of
from index_store.times import find_times
from index_store.types import Article, TimeMention

MIN_COVER = 0.55

_MARKER = re.compile(r"\[(\d{1,3})\]")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# An address with its scheme, or the name of a computer or mailbox.
_ADDRESS = re.compile(
    r"\b(?i:[a-z][a-z+.-]*://|www\.|mailto:)\S+|[\w.+-]+@[\w.-]+\.\w+|"
    r"(?<![\w.])(?:[a-z0-9-]{2,}\.)+[a-z]{2,}(?:/\S*)?(?![\w.])"
)
_ENDS = ".,;:!?)]}>\"'”’»"
# Outlet and day behind a quotation.
_ATTRIBUTED = re.compile(r"(?<=[”»\"]) \([^”»\"]*\)\W*$")
# Marks of one sort open and close each other; a lone one opens nothing.
_QUOTED = re.compile(r"“([^”]{3,}?)”|«([^»]{3,}?)»|\"([^\"“”«»]{3,}?)\"")
_NAME = re.compile(
    r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+(?: (?:de|van|von|bin|al) | )?(?:[A-Z][\w’'-]+)?"
)
_SEVERAL = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |and |for |the )?[A-Z][\w’'-]+){1,4}")
# Inside a quotation marks are single, whatever they are in the article.
_PLAIN = str.maketrans({**dict.fromkeys('’‘“”«»"', "'"), "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What is left of a draft.

    Attributes:
        text: the kept claims with markers, one paragraph each; empty when none stands.
        dropped: what was taken out, with the reason.
    """

    text: str
    citations: tuple[Citation, ...]
    events: tuple[DatedEvent, ...]
    dropped: tuple[str, ...]


def verify(draft: Draft, articles: Mapping[str, Article]) -> Verified:
    """Check every claim of a draft against its quotes and number the citations that remain.

    Markers run 1..n in order of use; a quote used twice keeps its number.
    """
    kept: list[str] = []
    dropped: list[str] = []
    markers: dict[tuple[str, int, int], int] = {}
    for claim in draft.claims:
        if fault := fault_of(claim, articles):
            dropped.append(f"{claim.text} ({fault})")
            continue
        numbers = [markers.setdefault(quote, len(markers) + 1) for quote in claim.quotes]
        kept.append(_marked(claim.text, numbers) + (f" ({claim.aside})" if claim.aside else ""))
    citations = tuple(cite(articles, quote, n) for quote, n in markers.items())
    return Verified(
        text="\n\n".join(kept),
        citations=citations,
        events=tuple(_with_marker(e, citations) for e in draft.events),
        dropped=tuple(dropped),
    )


def cite(articles: Mapping[str, Article], quote: tuple[str, int, int], marker: int) -> Citation:
    """Make the citation for a span of an article's body."""
    article_id, start, end = quote
    article = articles[article_id]
    return Citation(
        marker=marker,
        article_id=article_id,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        quote=article.body[start:end],
        start=start,
        end=end,
    )


def fault_of(claim: Claim, articles: Mapping[str, Article]) -> str:
    """Say what is wrong with a claim; empty when its quotes bear it out.

    A claim stands when its quotes exist, give no orders to programs, and hold all its numbers,
    dates (also as resolved against the day of publication), names, addresses and quotations, enough
    of its content words, and neither its negation nor its being only planned is turned round. The
    day of publication counts among its dates, but not for a bare number or day.
    """
    if not claim.quotes:
        return "no source"
    for article_id, start, end in claim.quotes:
        article = articles.get(article_id)
        if article is None or not 0 <= start < end <= len(article.body):
            return "source not found"
        if is_planted(article.body, start, end):
            return "what the source says there is an order to programs"
    evidence = " ".join(articles[a].body[s:e] for a, s, e in claim.quotes)
    known = f"{evidence} {' '.join(_attribution(articles[a]) for a, _, _ in claim.quotes)}"
    unquoted = _QUOTED.sub(" ", claim.text)
    missing = (
        _missing_quotation(claim.text, evidence)
        or _missing_address(claim.text, known)
        or _missing_numbers(unquoted, claim, articles, known)
        or _missing_names(unquoted, known)
        or _missing_bare(claim, articles, evidence)
    )
    if missing:
        return f"“{missing}” is not in the source"
    if cover(set(stems(unquoted)), set(stems(known))) < MIN_COVER:
        return "the source says something else"
    # The answer to a question of yes or no is weighed where it is given.
    return _turned_round(without_verdict(claim.text), evidence)


def _attribution(article: Article) -> str:
    day = article.day
    dated = f"{day.isoformat()} {day.day} {day:%B %Y}" if day else "undated"
    return f"{article.title} {article.source or ''} {article.agency or ''} {dated}"


def _missing_quotation(text: str, evidence: str) -> str:
    plain = _plain(evidence)
    for match in _QUOTED.finditer(text):
        quoted = str(match[match.lastindex or 0])
        if _plain(quoted).strip(" .,'") not in plain:
            return quoted
    return ""


def _missing_address(text: str, evidence: str) -> str:
    there = _plain(evidence).lower()
    found = (m[0].rstrip(_ENDS) for m in _ADDRESS.finditer(text))
    return next((address for address in found if address.lower() not in there), "")


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


def _missing_numbers(
    text: str, claim: Claim, articles: Mapping[str, Article], evidence: str
) -> str:
    there = {_bare(n) for n in _NUMBER.findall(evidence)}
    dates = _resolved(claim, articles)
    for mention in find_times(text, None):
        if mention.kind == "date" and mention.value in dates:
            there.update(_bare(n) for n in _NUMBER.findall(mention.text))
    for number in _NUMBER.findall(text):
        if _bare(number) not in there:
            return str(number)
    return ""


def _bare(number: str) -> str:
    return number.replace(",", "").rstrip(".:")


@lru_cache(maxsize=256)
def _times(body: str, day: date | None) -> tuple[TimeMention, ...]:
    """Resolve an article's dates in their context: a sentence alone may lack the year."""
    return tuple(find_times(body, day))


def _resolved(claim: Claim, articles: Mapping[str, Article]) -> set[str]:
    """TIMEX values that the quotes stand for, the day of publication among them."""
    values = _told_days(claim, articles)
    for article_id, _, _ in claim.quotes:
        if day := articles[article_id].day:
            iso = day.isoformat()
            values.update({iso, iso[:7], iso[:4]})
    return values


def _told_days(claim: Claim, articles: Mapping[str, Article]) -> set[str]:
    """TIMEX values that the quotes name, and their coarser forms: day, month, year."""
    values: set[str] = set()
    for article_id, start, end in claim.quotes:
        article = articles[article_id]
        for mention in _times(article.body, article.day):
            if mention.kind == "date" and start <= mention.start < end:
                values.update(mention.value[:size] for size in (None, 10, 7, 4))
    return values


def _missing_bare(claim: Claim, articles: Mapping[str, Article], evidence: str) -> str:
    """Return a number or day of a bare claim that its quotes themselves do not have.

    Any sentence of the day's paper would bear it out, were the day of publication enough. A claim
    with an aside says there how its day was found.
    """
    head = _QUOTED.sub(" ", _ATTRIBUTED.sub("", claim.text))
    days = [m for m in find_times(head, None) if m.kind == "date"]
    rest = head
    for mention in days:
        rest = rest.replace(mention.text, " ", 1)
    if claim.aside or (len(head.split()) >= BARE and stems(_NUMBER.sub(" ", rest))):
        return ""
    told = _told_days(claim, articles)
    for mention in days:
        if _plain(mention.text).lower() not in _plain(evidence).lower() and not any(
            _same_day(mention.value.partition("T")[0], value) for value in told
        ):
            return mention.text
    there = {_bare(n) for n in _NUMBER.findall(evidence)}
    return next((str(n) for n in _NUMBER.findall(rest) if _bare(n) not in there), "")


def _same_day(said: str, told: str) -> bool:
    """Tell whether a TIMEX value without a year, or without a date, may be that of a day told."""
    if weekday := _WEEKDAY.fullmatch(said):
        with suppress(ValueError):
            return date.fromisoformat(told).isoweekday() == int(weekday[1])
        return False
    return said == told or (said[:4] == "XXXX" and len(said) == len(told) and said[4:] == told[4:])


def _unless_letters(name: str, there: frozenset[str]) -> str:
    """Return a name of several words, but nothing where its letters are there: GM."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
    return "" if letters in there else name


def _missing_names(text: str, evidence: str) -> str:
    there = words_of(evidence)
    there_stems = set(stems(evidence))
    for name in _NAME.findall(_SEVERAL.sub(lambda m: _unless_letters(m[0], there), text)):
        words = [w for w in WORD.findall(fold(name)) if w not in STOP]
        if words and not name_in(name, there) and not {stem(w) for w in words} <= there_stems:
            return str(name).strip()
    return ""


def _turned_round(text: str, evidence: str) -> str:
    if denies(text) and not denies(evidence):
        return "the source does not deny it"
    if only_announces(evidence) and not announces(text):
        return "the source only says that it is planned"
    return ""


def _marked(text: str, numbers: Sequence[int]) -> str:
    marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers))
    # What looks like a marker in a quotation is the article's, not ours.
    body = _MARKER.sub(r"(\1)", text.rstrip())
    if body.endswith((".", "!", "?")):
        return f"{body[:-1]} {marks}{body[-1]}"
    return f"{body} {marks}"


def _with_marker(event: DatedEvent, citations: Sequence[Citation]) -> DatedEvent:
    for c in citations:
        if c.article_id == event.article_id and c.start <= event.start and event.end <= c.end:
            return replace(event, marker=c.marker)
    return event


def shorten(text: str) -> str:
    """Cut a direct answer to at most MAX_SHORT_WORDS, at a clause end where there is one.

    Elsewhere it ends with "…", and with no word that leads on to the next.
    """
    words = text.split()
    if len(words) <= MAX_SHORT_WORDS:
        return " ".join(words)
    head = " ".join(words[:MAX_SHORT_WORDS])
    cut = max(head.rfind(mark) for mark in (";", ",", "."))
    if cut > len(head) // 2:
        return head[:cut]
    kept = words[:MAX_SHORT_WORDS]
    while len(kept) > 1 and kept[-1].lower() in STOP:
        kept.pop()
    return f"{' '.join(kept)}…"
