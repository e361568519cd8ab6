"""The tree of a page in, its paragraphs in reading order and what surrounds them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from index_store.clean import names
from index_store.clean.normal import normalise
from index_store.types import BlockKind

_SKIPPED = frozenset(
    "script style noscript template svg iframe button select option input textarea label object "
    "audio video canvas map head dialog menu".split()
)
_OUTSIDE = frozenset("nav footer form".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark picture q "
    "rp rt ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
_LONGEST_LINKED = 200
_MOST_OF_PAGE = 0.6
_NOTICE = 450  # characters of a wall or teaser; what is longer under such a name is the article
# What lxml reads but does not write.
_CONTROLS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = "\u2028"  # the line separator stands for a line break inside a run of text


@dataclass(frozen=True, slots=True)
class Element:
    """One paragraph of a page.

    Attributes:
        key: its letters and digits, to compare with.
        path: numbers of the elements that it is in, from the outermost to its own.
        hint: the kind that the elements around it state by name.
        outside: it belongs to the page and not to the article.
    """

    tag: str
    text: str
    key: str
    path: tuple[int, ...]
    hint: BlockKind | None
    outside: bool

    @property
    def parent(self) -> int:
        """The number of the element that holds its own; 0 for the outermost."""
        return self.path[-2] if len(self.path) > 1 else 0


def key(text: str) -> str:
    """Give a text's letters and digits in lower case, to compare texts by."""
    return re.sub(r"[\W_]+", "", text).casefold()


def walk(tree: Any) -> list[Element]:
    """List the stretches of text that no further block divides, top to bottom."""
    for line_break in tree.iter("br"):
        line_break.tail = _BREAK + _CONTROLS.sub("", line_break.tail or "")
    most = _MOST_OF_PAGE * _length(tree)
    found: list[Element] = []
    stack: list[_Step] = [_Step(tree, None, None, False, ())]
    numbers = count(1)
    while stack:
        step = stack.pop()
        if step.text is not None:
            found.extend(_elements(step))
            continue
        inner = _enter(step, most)
        if inner is not None:
            inner = replace(inner, path=(*step.path, next(numbers)))
            stack.extend(reversed(_steps(inner)))
    return found


@dataclass(frozen=True, slots=True)
class _Step:
    """An element to go into, or with `text` a stretch of it to list."""

    node: Any
    text: str | None
    hint: BlockKind | None
    outside: bool
    path: tuple[int, ...]


def _enter(step: _Step, most: float) -> _Step | None:
    node = step.node
    if not isinstance(node.tag, str) or node.tag in _SKIPPED or _is_hidden(node):
        return None
    hint = None if node.tag == "h1" else names.kind_of(node)
    # Page builders put such names on whole pages too; then they say nothing.
    length = len(node.text_content()) if hint else 0
    if hint and (length > most or (length > _NOTICE and names.may_wrap(node))):
        hint = None
    hint = hint or step.hint
    outside = step.outside or node.tag in _OUTSIDE or hint == "boilerplate"
    return _Step(node, None, hint, outside, step.path)


def _steps(step: _Step) -> list[_Step]:
    """Part an element into its blocks and the runs of text between them."""
    steps: list[_Step] = []
    run = step.node.text or ""
    for child in step.node:
        if _is_inline(child):
            run += _visible_text(child) + (child.tail or "")
            continue
        steps.append(_Step(step.node, run, step.hint, step.outside, step.path))
        steps.append(_Step(child, None, step.hint, step.outside, step.path))
        run = child.tail or ""
    steps.append(_Step(step.node, run, step.hint, step.outside, step.path))
    return [one for one in steps if one.text is None or one.text.strip(_BREAK + " \n\t")]


def _elements(step: _Step) -> Iterator[Element]:
    for part in re.split(rf"(?:\s*{_BREAK}\s*){{2,}}", step.text or ""):
        text = normalise(" ".join(part.replace(_BREAK, " ").split()))
        letters = key(text)
        if not letters:
            continue
        linked = _is_all_link(step.node, text)
        bullet = step.node.tag == "li" and not linked
        yield Element(
            tag=step.node.tag,
            text=f"• {text}" if bullet else text,
            key=letters,
            path=step.path,
            hint=step.hint,
            outside=step.outside or linked,
        )


def _length(tree: Any) -> int:
    return sum(
        len((node.text or "").strip()) + len((node.tail or "").strip())
        for node in tree.iter()
        if isinstance(node.tag, str) and node.tag not in _SKIPPED and node.tag != "a"
    )


def _visible_text(node: Any) -> str:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return ""
    return str(node.text_content())


def _is_inline(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return True
    return node.tag in _INLINE and all(_is_inline(child) for child in node)


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").casefold()
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or "display:none" in style
    )


def _is_all_link(node: Any, text: str) -> bool:
    """Tell a line that is nothing but a link: a pointer to another page."""
    if len(text) > _LONGEST_LINKED or node.tag in ("figcaption", "h1"):
        return False
    if node.tag == "p" and text.endswith((".", "!", "”", '"')):
        return False
    links = [normalise(" ".join(a.text_content().split())) for a in node.iter("a")]
    return bool(links) and key("".join(links)) == key(text)
