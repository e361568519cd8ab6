"""A PDF or Word document with text in, one raw record out."""

from __future__ import annotations

import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index_store.errors import RecordError
from index_store.load.source import MOST_BYTES, Found, Source, read_bytes
from index_store.raw import RawRecord
from index_store.types import BlockKind

_MOST_PAGES = 500


def read_pdf(source: Source) -> Iterator[Found]:
    """Read the text of a PDF; its creation date is that of the file and dates nothing."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = read_bytes(source)
    # What it finds amiss and mends on its own is no news to a user.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise RecordError(source.place, "a PDF with a password", "save it without one")
        pages = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
    except (
        PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, zlib.error,
        RecursionError, NotImplementedError,
    ) as error:  # fmt: skip
        raise RecordError(source.place, "not a PDF that can be read", "save it again") from error
    text = "\n\n".join(reflow(page) for page in pages if page.strip())
    if not text:
        raise RecordError(source.place, "a PDF without text", "run text recognition (OCR) on it")
    yield RawRecord(place=source.place, text=text, fields=_url(source))
    if len(reader.pages) > _MOST_PAGES:
        reason = f"only its first {_MOST_PAGES} pages were read"
        yield RecordError(source.place, reason, "cut it into parts")


def read_docx(source: Source) -> Iterator[Found]:
    """Read paragraphs and tables of a Word document; its properties' dates are the file's."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    data = read_bytes(source)
    _check_size(data, source.place)
    try:
        document = docx.Document(BytesIO(data))
        found = [(style, text) for style, text in _told(document) if text]
    except (
        PackageNotFoundError, LookupError, ValueError, AttributeError, zipfile.BadZipFile,
        zlib.error,
    ) as error:  # fmt: skip
        raise RecordError(source.place, "not a Word document", "save it as .docx again") from error
    if not found:
        raise RecordError(source.place, "a Word document without text", "leave it out")
    title = next((text for style, text in found if style in ("title", "heading 1")), "")
    pieces: list[tuple[BlockKind, str]] = [
        ("caption" if style == "caption" else "body", text) for style, text in found
    ]
    if not title:
        yield RawRecord(
            place=source.place, text="\n\n".join(t for _, t in pieces), fields=_url(source)
        )
        return
    yield RawRecord(
        place=source.place,
        pieces=tuple(piece for piece in pieces if piece[1] != title),
        fields={"title": title, **_url(source)},
        titled=True,
    )


def reflow(page: str) -> str:
    """Join the lines of a page into paragraphs, and words that a line's end divides.

    A paragraph ends at a blank line, or where a line that ends a sentence is clearly short.
    """
    lines = [line.strip() for line in page.split("\n")]
    width = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for line in lines:
        out.append(line)
        short = len(line) < 0.75 * width
        if line and short and (line[-1] in '.!?”"’' or len(line) < 0.6 * width):
            out.append("")
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", "\n".join(out))
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(" ".join(p.split()) for p in paragraphs if p.strip())


def _told(part: Any) -> Iterator[tuple[str, str]]:
    """Give style and text of each paragraph, and each row of a table on a line of its own.

    A row of one cell only frames what is in it.
    """
    for block in part.iter_inner_content():
        if not hasattr(block, "rows"):
            yield _style(block), block.text.strip()
            continue
        for row in block.rows:
            cells = list(dict.fromkeys(row.cells))  # a cell over two columns is there twice
            if len(cells) == 1:
                yield from _told(cells[0])
            else:
                yield "", " | ".join(" ".join(cell.text.split()) for cell in cells)


def _style(paragraph: Any) -> str:
    style = paragraph.style
    return (style.name or "").casefold() if style is not None else ""


def _check_size(data: bytes, place: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            size = sum(member.file_size for member in package.infolist())
    except zipfile.BadZipFile as error:
        raise RecordError(place, "not a Word document", "save it as .docx again") from error
    if size > 4 * MOST_BYTES:
        raise RecordError(place, "unpacks to more than can be trusted", "leave it out")


def _url(source: Source) -> dict[str, str]:
    return {"url": source.url} if source.url else {}
