"""The markup of a page in, its headline and the paragraphs of its article with their kinds out.

trafilatura decides where the article is; the page's own elements say what each paragraph is and in
which order they stand, and bring back what it left out between two paragraphs that it kept.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import lxml.html
from lxml.etree import LxmlError, ParserError

from index_store import jsonld
from index_store.clean import column, elements
from index_store.clean.elements import Element
from index_store.clean.lines import Piece, classify, kind_of, polish
from index_store.clean.normal import normalise

_SIDE_BY_SIDE = 12
_ENOUGH = 25
_MANY = 1500
_HEADS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LONGEST_ORNAMENT = 200
# A box beside the text: so many letters at most, and so small a part of the largest element.
_BOX = 400
_SMALL = 0.5
# A heading with so many letters under it, beside an element of so many paragraphs.
_CARD, _RUN = 220, 4
_TO_READERS = re.compile(
    r"\b(?:you|your|we|our|(?-i:us)|sign|join|follow|subscribe|free|inbox|support|donat\w+|newsletter|app|"
    r"readers?)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|of|and|is|are|was|were|to|at)\b", re.IGNORECASE)


def read(html: str) -> tuple[str, list[Piece]]:
    """Cut the article out of a page: (headline, pieces in reading order); empty when none is."""
    try:
        tree = lxml.html.document_fromstring(
            html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (LxmlError, ParserError, ValueError):
        return "", []
    stated = _article_body(tree)
    found = elements.walk(tree)
    heads = sorted((e.outside, i) for i, e in enumerate(found) if e.tag == "h1")
    title = found[heads[0][1]].text if heads else ""
    main = _main_text(html, fast=len(found) > _MANY)
    kept = _select(found, elements.key(main))
    ornaments = _repeated(kept)
    kinds = _with_subheadings([(_kind(e), e) for e in kept])
    pieces = polish(
        [
            ("quote-out" if kind == "body" and e.key in ornaments else kind, e.text)
            for kind, e in kinds
        ]
    )
    # Two ways out where names mislead: what the page states, and what trafilatura found.
    for other in (stated, classify(main, titled=True)):
        if _length(pieces) < _length(other) / 2:
            pieces = other
    return title, [piece for piece in pieces if not _same(piece[1], title)]


def _main_text(html: str, *, fast: bool) -> str:
    """Give what trafilatura takes for the article.

    Its second opinions (`fast` leaves them out) take time with the square of the paragraphs.
    """
    # Imported here: half a second that loads without pages need not wait for.
    import trafilatura

    text = trafilatura.extract(
        html,
        fast=fast,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    return normalise(text or "")


def _select(found: Sequence[Element], main: str) -> list[Element]:
    """Keep what is in the main text, and what stands among it in the same parent."""
    inside = [not e.outside and len(e.key) > 0 and e.key in main for e in found]
    top = next((i for i, e in enumerate(found) if e.tag == "h1" and not e.outside), 0)
    for i in range(top):
        # What stands over the headline is the page's; a picture or a standfirst may be ours.
        inside[i] = inside[i] and found[i].hint in ("caption", "summary")
    long = [i for i, kept in enumerate(inside) if kept and len(found[i].key) >= _ENOUGH]
    if not long:
        return []
    first, last = long[0], long[-1]
    parents = {found[i].parent for i in long}
    letters = Counter(
        {p: sum(len(found[i].key) for i in long if found[i].parent == p) for p in parents}
    )
    most = letters.most_common(1)[0][0]
    kept = [
        e
        for i, e in enumerate(found)
        if not e.outside
        and e.tag != "h1"
        and (
            (inside[i] and first - _SIDE_BY_SIDE <= i <= last + _SIDE_BY_SIDE)
            or (e.parent in parents and first - 1 <= i <= last + 1)
            or (e.parent == most and column.is_prose(e))
            or (
                e.hint in ("caption", "summary", "quote-out")
                and first - _SIDE_BY_SIDE <= i <= last + 1
            )
        )
    ]
    boxes = _boxes(found)
    aside = {id(found[i]) for i in column.beside(found, main)}
    kept = [e for e in kept if e.parent not in boxes and id(e) not in aside]
    seen: set[str] = set()
    return [e for e in kept if not (e.key in seen or seen.add(e.key))]  # type: ignore[func-returns-value]


def _boxes(found: Sequence[Element]) -> set[int]:
    """Find the small boxes that open with furniture: `Sign up`, and what one signs up to.

    So is a heading with a line or two in a box of its own, amid the paragraphs of another element.
    """
    held: dict[int, list[Element]] = defaultdict(list)
    for element in found:
        held[element.parent].append(element)
    sizes = {box: sum(len(e.key) for e in inside) for box, inside in held.items()}
    main = max(sizes, key=lambda box: sizes[box], default=0)
    whole = sizes.get(main, 0)
    boxes: set[int] = set()
    for box, inside in held.items():
        first = inside[0]
        small = sizes[box] <= min(_BOX, _SMALL * whole)
        invites = small and not first.hint and kind_of(first.text) == "boilerplate"
        card = len(held[main]) >= _RUN and sizes[box] <= _CARD and _is_card(inside)
        if invites or card:
            boxes.add(box)
    return boxes


def _is_card(inside: Sequence[Element]) -> bool:
    """Tell a heading with a line or two that speak to the reader; others state facts.

    In another language than English that cannot be told, and furniture is likelier.
    """
    tags, text = [e.tag for e in inside], " ".join(e.text for e in inside)
    heads = tags[0] in _HEADS - {"h1"} and tags[1:] in (["p"], ["p", "p"]) and not inside[0].hint
    return heads and bool(_TO_READERS.search(text) or not _ENGLISH.search(text))


def _repeated(kept: Sequence[Element]) -> set[str]:
    """Give the keys of paragraphs that another one contains: quotations set off as ornaments."""
    whole = [e.key for e in kept if e.tag not in _HEADS]
    return {
        e.key
        for e in kept
        if e.tag not in _HEADS
        and _ENOUGH <= len(e.key) <= _LONGEST_ORNAMENT
        and any(e.key in other for other in whole if len(other) > len(e.key))
    }


def _kind(element: Element) -> Any:
    worded = kind_of(element.text)
    if element.hint == "caption":
        return "caption"
    if worded == "body" and element.hint:
        return element.hint
    return worded


def _with_subheadings(kinds: list[tuple[Any, Element]]) -> list[tuple[Any, Element]]:
    """Tell what is named a summary in the run of the text: a heading, or another article's.

    What sums up the article stands above it.
    """
    bodies = [n for n, (kind, _) in enumerate(kinds) if kind == "body"]
    begun = bodies[1] if len(bodies) > 1 else len(kinds)
    return [
        (
            ("body" if e.tag in _HEADS else "boilerplate")
            if n > begun and kind == "summary"
            else kind,
            e,
        )
        for n, (kind, e) in enumerate(kinds)
    ]


def _article_body(tree: Any) -> list[Piece]:
    """Give the text that the page states in its JSON-LD, for pages that are drawn by scripts."""
    own = jsonld.article(tree)
    for value in (own, *jsonld.values(tree)):
        try:
            text = _find_body(value)
        except RecursionError:
            continue
        if text:
            text = re.sub(r"</p>\s*|<br\s*/?>", "\n\n", text)
            return classify(normalise(re.sub(r"<[^>]+>", "", text)), titled=True)
    return []


def _find_body(value: Any) -> str:
    if isinstance(value, list):
        return next((text for item in value if (text := _find_body(item))), "")
    if isinstance(value, dict):
        body = value.get("articleBody")
        if isinstance(body, str) and body:
            return body
        return _find_body(value.get("@graph")) or _find_body(value.get("mainEntity"))
    return ""


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(text) for kind, text in pieces if kind == "body")


def _same(text: str, title: str) -> bool:
    return bool(title) and elements.key(text) == elements.key(title)
