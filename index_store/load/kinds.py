"""A source in, what its reader finds in it out; the kind is told by name, server or first bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from index_store.errors import RecordError
from index_store.load import archive, feed, files, mail, office, wire
from index_store.load.source import Found, Reader, Source
from index_store.raw import RawRecord

_HEAD = 4096


def read_xml(source: Source) -> Iterator[Found]:
    """Read XML by the name of its root element."""
    with source.open() as stream:
        head = stream.read(_HEAD)
    found = re.search(
        rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)", re.sub(rb"<!--.*?-->", b"", head, flags=re.S)
    )
    root = found.group(1).decode("ascii", "replace").casefold() if found else ""
    reader = _ROOTS.get(root)
    if reader is None:
        raise RecordError(source.place, f"XML of an unknown kind ({root or 'no root'})", _known())
    yield from reader(source)


_ROOTS: dict[str, Reader] = {
    "rss": feed.read_feed,
    "feed": feed.read_feed,
    "rdf": feed.read_feed,
    "urlset": feed.read_sitemap,
    "sitemapindex": feed.read_sitemap,
    "nitf": wire.read_nitf,
    "newsitem": wire.read_newsml,
    "newsmessage": wire.read_newsml,
    "html": files.read_html,
}
SUFFIXES: dict[str, Reader] = {
    ".txt": files.read_text,
    ".text": files.read_text,
    ".md": files.read_markdown,
    ".markdown": files.read_markdown,
    ".html": files.read_html,
    ".htm": files.read_html,
    ".xhtml": files.read_html,
    ".json": files.read_json,
    ".jsonl": files.read_jsonl,
    ".ndjson": files.read_jsonl,
    ".xml": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
    ".nitf": read_xml,
    ".eml": mail.read_mail,
    ".pdf": office.read_pdf,
    ".docx": office.read_docx,
    ".zip": archive.read_zip,
    ".tar": archive.read_tar,
    ".tgz": archive.read_tar,
    ".tar.gz": archive.read_tar,
    ".gz": archive.read_gzip,
}
_MEDIA: dict[str, Reader] = {
    "text/html": files.read_html,
    "application/xhtml+xml": files.read_html,
    "application/json": files.read_json,
    "application/feed+json": files.read_json,
    "application/x-ndjson": files.read_jsonl,
    "application/rss+xml": read_xml,
    "application/atom+xml": read_xml,
    "application/xml": read_xml,
    "text/xml": read_xml,
    "application/pdf": office.read_pdf,
    "message/rfc822": mail.read_mail,
    "application/zip": archive.read_zip,
    "text/markdown": files.read_markdown,
}
# What to do with kinds that are met and cannot be read, by the ending of a name or a server's word.
_ROWS = "save its rows as JSON, each with title, text and published"
_PROSE = "save it as .docx or .txt"
_PACKED = "pack it as .zip"
_NONE = "leave it out"
_INSTEAD = {
    ".csv": _ROWS, ".tsv": _ROWS, ".xls": _ROWS, ".xlsx": _ROWS, ".ods": _ROWS,
    "text/csv": _ROWS, "application/csv": _ROWS, "text/tab-separated-values": _ROWS,
    "application/vnd.ms-excel": _ROWS, "application/vnd.oasis.opendocument.spreadsheet": _ROWS,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _ROWS,
    ".doc": _PROSE, ".rtf": _PROSE, ".odt": _PROSE,
    "application/msword": _PROSE, "application/rtf": _PROSE, "text/rtf": _PROSE,
    "application/vnd.oasis.opendocument.text": _PROSE,
    ".mbox": "save each mail of it as .eml", "application/mbox": "save each mail of it as .eml",
    ".rar": _PACKED, ".7z": _PACKED, ".bz2": _PACKED, ".xz": _PACKED,
    ".css": _NONE, ".js": _NONE, "text/css": _NONE, "text/javascript": _NONE,
    "application/javascript": _NONE,
    "image": _NONE, "audio": _NONE, "video": _NONE, "font": _NONE,
}  # fmt: skip
_MAGIC: tuple[tuple[bytes, Reader], ...] = (
    (b"%PDF-", office.read_pdf),
    (b"PK\x03\x04", archive.read_zip),
    (b"\x1f\x8b", archive.read_gzip),
    (b"---\n", files.read_markdown),
    (b"+++\n", files.read_markdown),
)


def read(source: Source) -> Iterator[Found]:
    """Read a source; what cannot be read comes out as its error, and nothing is raised."""
    try:
        reader = reader_of(source)
        for one in reader(source):
            if isinstance(one, Source):
                yield from read(one)
            else:
                yield _within(one, source.place)
    except RecordError as error:
        yield error
    except RecursionError:
        yield RecordError(source.place, "nested too deep", "leave it out")
    except EOFError:
        yield RecordError(source.place, "it ends too early", "copy it again")
    except zlib.error as error:
        yield RecordError(source.place, f"damaged ({error})", "copy it again")
    except OSError as error:
        reason = error.strerror or str(error)
        yield RecordError(
            source.place, f"cannot be read ({reason})", "check it and its permissions"
        )


def _within(found: Found, place: str) -> Found:
    """Say of a record that has a place inside its source which source that is."""
    if isinstance(found, RawRecord) and found.place != place:
        return replace(found, within=place)
    return found


def reader_of(source: Source) -> Reader:
    """Choose a reader.

    Raises:
        RecordError: none reads such a thing.
    """
    name = source.name.casefold()
    media = source.media_type.partition(";")[0].strip()
    if media in _MEDIA:
        return _MEDIA[media]
    if remedy := _INSTEAD.get(media) or _INSTEAD.get(media.partition("/")[0]):
        raise RecordError(source.place, f"{media} is not a kind that can be read", remedy)
    ending = "." + name.rpartition(".")[2]
    for suffix in (".tar.gz", ending):
        if name.endswith(suffix) and suffix in SUFFIXES:
            return SUFFIXES[suffix]
    if "." in name and (ending in _INSTEAD or not source.url):
        remedy = _INSTEAD.get(ending) or _known()
        raise RecordError(source.place, "not a kind of file that can be read", remedy)
    return _sniff(source)


def _sniff(source: Source) -> Reader:
    with source.open() as stream:
        head = stream.read(_HEAD)
    for mark, reader in _MAGIC:
        if head.startswith(mark):
            return reader
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return files.read_html
    if text.startswith(b"<"):
        return read_xml
    if text.startswith(b"{"):
        lines = text.splitlines()
        return files.read_jsonl if lines[0].rstrip().endswith(b"}") else files.read_json
    return files.read_json if text.startswith(b"[") else files.read_text


def _known() -> str:
    return f"kinds that can be read: {' '.join(sorted(SUFFIXES))}, and each of them packed as .gz"
