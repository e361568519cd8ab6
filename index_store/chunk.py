"""An article in, its passages out: whole sentences packed up to a token limit, as exact spans."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from index_store.sentences import split
from index_store.types import Article, Block, BlockKind, Passage

Spans = Sequence[tuple[int, int]]
Tokenize = Callable[[str], Spans]

SEARCHABLE: frozenset[BlockKind] = frozenset({"body", "caption", "summary", "quote-out"})
# Word pieces are four to five letters long in English news; a mark stands alone.
_LONGEST = 24
_PIECE = re.compile(r"\w{1,5}|[^\w\s]")


def estimate_tokens(text: str) -> list[tuple[int, int]]:
    """Return spans about as long as word pieces, for embedders with no tokenizer at hand."""
    return [match.span() for match in _PIECE.finditer(text)]


def chunk(
    article: Article, *, max_tokens: int, tokenize: Tokenize = estimate_tokens
) -> list[Passage]:
    """Cut an article into passages of at most `max_tokens` tokens.

    A passage is whole sentences of one kind of block; only a sentence over the limit is cut, at a
    token's edge. Every character that is not white space, in blocks that are searched, is in
    exactly one passage. An article with no blocks is one block of body.

    Args:
        article: its body and blocks.
        max_tokens: upper bound, 1 or more.
        tokenize: (start, end) of each token of a text, in order; called once.
    """
    starts = _starts(tokenize(article.body), len(article.body))
    spans = [
        (kind, start, end)
        for kind, first, last in _runs(article)
        for start, end in _pack(article.body, (first, last), starts, max_tokens)
    ]
    return [
        Passage(
            id=f"{article.id}:{number:03d}",
            article_id=article.id,
            text=article.body[start:end],
            start=start,
            end=end,
            kind=kind,
        )
        for number, (kind, start, end) in enumerate(spans)
    ]


def _starts(tokens: Spans, end: int) -> list[int]:
    """Return where tokens start; a stretch with none, or a giant one, counts by its length."""
    starts: list[int] = []
    last = 0
    for start in (*(start for start, _ in tokens), end):
        if start - last > _LONGEST:
            starts.extend(range(last + _LONGEST, start, _LONGEST))
        starts.append(start)
        last = start
    return starts[:-1]


def _runs(article: Article) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield stretches of neighbouring blocks of one kind, those that are searched.

    What an article says it corrects is one of its own, the only credit that is searched.
    """
    body = article.body
    blocks = article.blocks or (Block(kind="body", start=0, end=len(body)),)
    run: tuple[BlockKind, int, int] | None = None
    for block in blocks:
        note = block.kind == "credit" and _is_note(article, block)
        joins = run and run[0] == block.kind and not body[run[2] : block.start].strip()
        if run and joins and not note:
            run = (block.kind, run[1], block.end)
            continue
        if run and run[0] in SEARCHABLE:
            yield run
        run = (block.kind, block.start, block.end)
        if note:
            yield "credit", block.start, block.end
    if run and run[0] in SEARCHABLE:
        yield run


def _is_note(article: Article, block: Block) -> bool:
    return article.body[block.start : block.end].strip("[]()* ") == article.corrects


def _pack(
    body: str, run: tuple[int, int], starts: Sequence[int], limit: int
) -> Iterator[tuple[int, int]]:
    offset = run[0]
    begin = end = -1
    for first, last in split(body[run[0] : run[1]]):
        piece = (first + offset, last + offset)
        if begin >= 0 and _count(starts, begin, piece[1]) <= limit:
            end = piece[1]
            continue
        if begin >= 0:
            yield begin, end
        *whole, (begin, end) = _cut(body, piece, starts, limit)
        yield from whole
    if begin >= 0:
        yield begin, end


def _cut(
    body: str, span: tuple[int, int], starts: Sequence[int], limit: int
) -> list[tuple[int, int]]:
    """Return the span, in parts where it is over the limit."""
    parts = []
    begin, end = span
    while _count(starts, begin, end) > limit:
        at = _edge(body, starts, bisect_left(starts, begin), limit)
        head = body[begin:at].rstrip()
        if head:
            parts.append((begin, begin + len(head)))
        begin = at
        while body[begin].isspace():
            begin += 1
    parts.append((begin, end))
    return parts


def _edge(body: str, starts: Sequence[int], first: int, limit: int) -> int:
    """Return where to cut: the last white space among the tokens allowed, or a token's start."""
    for index in range(first + limit, first + limit // 2, -1):
        at = starts[index]
        if body[at - 1].isspace():
            return at
    return starts[first + limit]


def _count(starts: Sequence[int], begin: int, end: int) -> int:
    return bisect_left(starts, end) - bisect_left(starts, begin)
