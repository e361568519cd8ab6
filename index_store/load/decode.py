"""Bytes in, text out, by what they declare of their encoding or else by how they look."""

from __future__ import annotations

import codecs
import re

from index_store.errors import RecordError

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,30})",
    re.IGNORECASE,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
_LOST = "\ufffd"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_RARE = 4  # whole letters beyond ASCII that outweigh one damaged
_CONTROLS = bytes([*range(9), *range(14, 27)])


def decode(data: bytes, place: str, *, charset: str = "", markup: bool = False) -> str:
    """Turn bytes into text.

    Args:
        data: the bytes.
        place: for the error.
        charset: what a server said; believed after a byte order mark and UTF-8.
        markup: look for a declaration inside.

    Raises:
        RecordError: the bytes are no text, or in no encoding that can be told.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plain(data.decode(name, errors="replace"))
    if is_binary(data):
        raise RecordError(place, *_why_binary(data))
    declared = _DECLARED.search(data[:_HEAD]) if markup else None
    said = (declared.group(1) or declared.group(2)).decode("ascii") if declared else ""
    for text in (_try(data, "utf-8"), _mostly_utf8(data), _try(data, charset), _try(data, said)):
        if text is not None:
            return _plain(text)
    return _plain(_guess(data, place))


def is_wide(data: bytes) -> bool:
    """Tell bytes that open with a mark of UTF-16 or UTF-32, whose lines only decoding parts."""
    return any(data.startswith(mark) for mark, _ in _MARKS[1:])


def is_binary(data: bytes) -> bool:
    """Tell bytes that are no text in any encoding without a byte order mark."""
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls > len(head) / 50


def _why_binary(data: bytes) -> tuple[str, str]:
    """Say what bytes are that only look like no text, and what to do."""
    head = data[: _HEAD - _HEAD % 2]
    for name, zeros in (("UTF-16-LE", head[1::2]), ("UTF-16-BE", head[::2])):
        text = head.decode(name, "replace")
        if zeros.count(0) > len(zeros) / 2 and "\0" not in text:
            return f"{name} without a byte order mark", "save it as UTF-8"
    if not is_binary(data.replace(b"\0", b"")) and data.count(0) < len(data) / 50:
        return "text with NUL characters in it", "take them out"
    return "binary, not text", "convert it to text first"


def _try(data: bytes, name: str) -> str | None:
    if not name:
        return None
    # The web reads "latin-1" as Windows-1252, which fills its gaps.
    name = "cp1252" if name.casefold() in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """Read UTF-8 with a few bytes damaged or its end cut off; no other encoding looks like it."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count(_LOST)
    whole = len(_BEYOND_ASCII.findall(text)) - bad
    return text if bad * _RARE <= whole else None


def _guess(data: bytes, place: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    text = data.decode(best.encoding if best else "utf-8", errors="replace")
    if text.count(_LOST) > len(text) / 100:
        raise RecordError(place, "its encoding cannot be told", "save it as UTF-8")
    return text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
