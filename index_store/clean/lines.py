"""Plain text in, paragraphs with their kinds out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index_store.clean import furniture
from index_store.types import BlockKind

Piece = tuple[BlockKind, str]
_TOPIC_HEAD = re.compile(r"^(follow topics?|key points|topics?)\s?:?$", re.IGNORECASE)


def classify(text: str, *, titled: bool) -> list[Piece]:
    """Name the kind of each paragraph; the first is the headline unless the title is known."""
    paragraphs = split(text)
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        if not titled and not pieces:
            pieces.append(("headline", paragraph))
            continue
        pieces.append((furniture.kind_of(paragraph) or "body", paragraph))
    return _trim_body_bullet(_mark_summaries(_mark_captions(pieces)))


def split(text: str) -> list[str]:
    """Cut at blank lines, and where lines are paragraphs of their own at every line."""
    paragraphs: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        paragraphs.extend([" ".join(lines)] if _is_wrapped(lines) else lines)
    return paragraphs


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Tell hard-wrapped prose: every line but the last is near one width."""
    if len(lines) < 2 or any(furniture.BULLET.match(line) for line in lines):
        return False
    widths = [len(line) for line in lines[:-1]]
    return 40 <= max(widths) <= 100 and min(widths) >= max(widths) - 25


def _mark_captions(pieces: list[Piece]) -> list[Piece]:
    """Call the paragraph right before a photo credit line a caption."""
    out = list(pieces)
    for index, (kind, text) in enumerate(pieces):
        before = index - 1
        credit = kind == "caption" and len(text) <= 80
        if credit and before > 0 and pieces[before][0] == "body" and len(pieces[before][1]) <= 300:
            out[before] = ("caption", pieces[before][1])
    return out


def _mark_summaries(pieces: list[Piece]) -> list[Piece]:
    """Call bullets a summary when they follow a heading of key points or a machine signs them."""
    out = list(pieces)
    headed = False
    for index, (kind, text) in enumerate(pieces):
        if furniture.is_summary_head(text) or _TOPIC_HEAD.match(text):
            headed = True
        elif furniture.is_summary_tail(text):
            headed = False
            _mark_back(out, index - 1)
        elif headed and furniture.BULLET.match(text) and kind == "body":
            out[index] = ("summary", _unbullet(text))
        elif kind == "body":
            headed = False
    return out


def _mark_back(pieces: list[Piece], index: int) -> None:
    while index > 0 and pieces[index][0] == "body" and furniture.BULLET.match(pieces[index][1]):
        pieces[index] = ("summary", _unbullet(pieces[index][1]))
        index -= 1


def _trim_body_bullet(pieces: list[Piece]) -> list[Piece]:
    """Drop the dash of a lone bulleted paragraph, such as an article's first."""
    return [
        (kind, _unbullet(text) if kind == "body" and text.startswith("- ") else text)
        for kind, text in pieces
    ]


def _unbullet(text: str) -> str:
    return furniture.BULLET.sub("", text)
