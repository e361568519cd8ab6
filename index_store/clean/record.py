"""A raw record in, its title, body, blocks and credits out."""

from __future__ import annotations

from dataclasses import dataclass

from index_store.clean import credit, framing, page
from index_store.clean.elements import key
from index_store.clean.language import language_of
from index_store.clean.lines import Piece, classify, kind_of, polish
from index_store.clean.normal import normalise
from index_store.raw import RawRecord
from index_store.types import Block, BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What a record says once page furniture is gone; `body[b.start:b.end]` is each block."""

    title: str
    body: str
    blocks: tuple[Block, ...]
    agency: str | None
    author: str | None
    language: str | None
    location: str | None
    corrects: str | None


def clean(record: RawRecord) -> Cleaned:
    """Turn a record's text or markup into typed blocks; the body is empty when nothing is left."""
    title = normalise(record.fields.get("title", "")).replace("\n", " ")
    if record.pieces:
        pieces = polish([_worded(kind, normalise(text)) for kind, text in record.pieces])
    elif record.html:
        found, pieces = page.read(record.html)
        title = found if _same_headline(found, title) else title or found
        # The markup beside a text may be a teaser, or a page of which nothing is the article.
        beside = classify(normalise(record.text), titled=record.titled)
        pieces = beside if _said(pieces) < _said(beside) / 2 else pieces
    else:
        pieces = classify(normalise(record.text), titled=record.titled)
    pieces = _citable(pieces)
    pieces = _with_summary(pieces, normalise(record.fields.get("summary", "")))
    heads = [text for kind, text in pieces if kind == "headline"]
    title = title or (heads[0] if heads else "")
    body, blocks = _join(pieces)
    paragraphs = [body[b.start : b.end] for b in blocks if b.kind in ("body", "credit")]
    signed = [text for kind, text in pieces if kind != "body" and framing.is_byline(text)][:1]
    return Cleaned(
        title=title,
        body=body,
        blocks=blocks,
        agency=record.fields.get("agency") or credit.agency_of([*paragraphs, *signed]),
        author=record.fields.get("author") or next(map(framing.writer, signed), None),
        language=_language(record.fields.get("language", "")) or language_of(body),
        location=record.fields.get("location") or credit.dateline_place(paragraphs),
        corrects=credit.correction(title, paragraphs),
    )


def _said(pieces: list[Piece]) -> int:
    return sum(len(text) for kind, text in pieces if kind == "body")


def _same_headline(shown: str, stated: str) -> bool:
    """Tell whether a page shows the headline that it states for machines, if in other words."""
    own, other = (set(text.casefold().split()) for text in (shown, stated))
    return len(own) > 2 and len(own & other) * 2 >= len(own)


def _worded(kind: BlockKind, text: str) -> Piece:
    """Trust the format on what is special; its plain paragraphs may still be furniture."""
    return (kind_of(text) if kind == "body" else kind, text)


def _with_summary(pieces: list[Piece], summary: str) -> list[Piece]:
    """Put a stated summary first, unless it only repeats how the text begins."""
    opening = key(" ".join(text for kind, text in pieces if kind in ("body", "summary"))[:2000])
    if not summary or key(summary).rstrip("…")[:200] in opening:
        return pieces
    return [("summary", summary), *pieces]


def _citable(pieces: list[Piece]) -> list[Piece]:
    """Take a correction for reporting where the article is nothing else."""
    if any(kind == "body" for kind, _ in pieces):
        return pieces
    return [("body" if credit.is_correction(text) else kind, text) for kind, text in pieces]


def _language(tag: str) -> str:
    """Give a language tag its usual form: `en_GB` is `en-GB`."""
    tag = tag.strip().replace("_", "-")
    return tag if 2 <= len(tag) <= 11 and tag.replace("-", "").isalnum() else ""


def _join(pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, text in pieces:
        if kind in ("headline", "boilerplate") or not text:
            continue
        start = length + (2 if parts else 0)
        parts.append(text)
        length = start + len(text)
        blocks.append(Block(kind=kind, start=start, end=length))
    return "\n\n".join(parts), tuple(blocks)
