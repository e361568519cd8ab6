"""NITF or NewsML-G2 in, its items as raw records out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index_store.errors import RecordError
from index_store.load import xml
from index_store.load.source import Found, Source, read_bytes
from index_store.raw import DateClaim, RawRecord
from index_store.types import BlockKind

Pieces = list[tuple[BlockKind, str]]
_KINDS: dict[str, BlockKind] = {
    "p": "body", "hl2": "body", "h2": "body", "h3": "body", "li": "body", "block-quote": "body",
    "media-caption": "caption", "figcaption": "caption", "tagline": "credit",
}  # fmt: skip


def read_nitf(source: Source) -> Iterator[Found]:
    """Read a NITF document."""
    root = xml.parse(read_bytes(source), source.place)
    record = _from_nitf(root, source.place)
    yield record if record.pieces else RecordError(source.place, "no text in it", "leave it out")


def read_newsml(source: Source) -> Iterator[Found]:
    """Read the news items of a NewsML-G2 document, alone or in a message."""
    root = xml.parse(read_bytes(source), source.place)
    items = xml.find_all(root, "newsItem")
    if not items:
        raise RecordError(source.place, "no news item in it", "leave it out")
    for number, item in enumerate(items, 1):
        yield _from_item(item, source.place if len(items) == 1 else f"{source.place}#{number}")


def _from_nitf(root: Any, place: str) -> RawRecord:
    issued = xml.find(root, "date.issue")
    printed = xml.find(root, "pubdata")
    story = xml.find(root, "story.date")
    document = xml.find(root, "doc-id")
    dates = [
        "" if issued is None else issued.get("norm", ""),
        "" if printed is None else printed.get("date.publication", ""),
        "" if story is None else story.get("norm", ""),
    ]
    fields = {
        "id": "" if document is None else document.get("id-string", ""),
        "title": xml.text_of(xml.find(root, "hl1", "hedline", "title")),
        "author": _unlabel(xml.text_of(xml.find(root, "byline"))),
        "agency": xml.text_of(xml.find(root, "distributor")),
        "source": "" if printed is None else printed.get("name", ""),
        "location": xml.text_of(xml.find(root, "dateline", "location")).split(",")[0],
    }
    content = xml.find(root, "body.content")
    pieces = _pieces(root if content is None else content)
    ending = xml.find(root, "body.end")
    pieces += [] if ending is None else _pieces(ending)
    return _record(place, fields, pieces, [DateClaim(text=d, by="meta") for d in dates if d][:1])


def _from_item(item: Any, place: str) -> RawRecord | RecordError:
    status = xml.find(item, "pubStatus")
    if status is not None and "cancel" in status.get("qcode", ""):
        return RecordError(place, "withdrawn by its agency", "")
    content = xml.find(item, "contentSet")
    pieces = [] if content is None else _pieces(content)
    inline = None if content is None else xml.find(content, "inlineData")
    if not pieces and inline is not None:
        text = "".join(inline.itertext())
        pieces = [("body", " ".join(part.split())) for part in text.split("\n\n") if part.strip()]
    if not pieces:
        return RecordError(place, "no text in it", "leave it out")
    language = xml.find(item, "language")
    meta = xml.find(item, "contentMeta")
    head = item if meta is None else meta
    fields = {
        "id": item.get("guid", ""),
        "title": xml.text_of(xml.find(head, "headline")) or xml.text_of(xml.find(item, "title")),
        "author": _unlabel(xml.text_of(xml.find(head, "by"))),
        "agency": xml.text_of(xml.find(head, "creditline")) or _provider(item),
        "source": _provider(item),
        "language": "" if language is None else language.get("tag", ""),
        "location": xml.text_of(xml.find(head, "located")),
    }
    first, last = xml.find(item, "firstCreated", "contentCreated"), xml.find(item, "versionCreated")
    claims = [DateClaim(text=xml.text_of(first), by="meta")] if first is not None else []
    if last is not None:
        claims.append(DateClaim(text=xml.text_of(last), by="meta", role="updated"))
    return _record(place, fields, pieces, claims)


def _record(
    place: str, fields: dict[str, str], pieces: Pieces, claims: list[DateClaim]
) -> RawRecord:
    return RawRecord(
        place=place,
        pieces=tuple(pieces),
        fields={name: value for name, value in fields.items() if value},
        claims=tuple(claims),
        titled="title" in fields,
    )


def _pieces(root: Any) -> Pieces:
    pieces: Pieces = []
    for node in root.iter():
        kind = _KINDS.get(xml.local(node))
        within = {xml.local(parent) for parent in node.iterancestors()}
        if kind and not within & set(_KINDS) and (text := xml.text_of(node)):
            pieces.append(("caption" if "media" in within else kind, text))
    return pieces


def _provider(item: Any) -> str:
    node = xml.find(item, "provider")
    if node is None:
        return ""
    return xml.text_of(node) or node.get("literal", "") or node.get("qcode", "").rpartition(":")[2]


def _unlabel(text: str) -> str:
    return text[3:] if text[:3].casefold() == "by " else text
