"""One file of text, Markdown, markup or JSON in, its raw records out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import frontmatter
import yaml

from index_store.errors import RecordError
from index_store.load.fields import from_mapping
from index_store.load.page import read_page
from index_store.raw import RawRecord


def read_text(data: bytes, place: str) -> Iterator[RawRecord | RecordError]:
    """Read a plain text article."""
    yield RawRecord(place=place, text=decode(data, place))


def read_markdown(data: bytes, place: str) -> Iterator[RawRecord | RecordError]:
    """Read Markdown, with its front matter where it has one."""
    text = decode(data, place)
    try:
        values, content = frontmatter.parse(text)
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise RecordError(place, f"its front matter is not YAML ({reason})", "mend it") from error
    if not content.strip():
        raise RecordError(place, "no text below the front matter", "leave it out")
    yield from_mapping({**values, "text": content}, place, by="front matter")


def read_html(data: bytes, place: str) -> Iterator[RawRecord | RecordError]:
    """Read a saved web page."""
    yield read_page(decode(data, place), place)


def read_json(data: bytes, place: str) -> Iterator[RawRecord | RecordError]:
    """Read one object, a list of them, or an object that holds such a list."""
    try:
        value = json.loads(decode(data, place))
    except json.JSONDecodeError as error:
        raise RecordError(place, f"not JSON ({error})", "mend it or leave it out") from error
    items = _items(value)
    for number, item in enumerate(items):
        yield _read_object(item, place if len(items) == 1 else f"{place}[{number}]")


def read_jsonl(data: bytes, place: str) -> Iterator[RawRecord | RecordError]:
    """Read one object a line; a broken line does not stop the others."""
    for number, line in enumerate(decode(data, place).split("\n"), 1):
        if not line.strip():
            continue
        here = f"{place}:{number}"
        try:
            yield _read_object(json.loads(line), here)
        except json.JSONDecodeError as error:
            yield RecordError(here, f"not JSON ({error.msg})", "mend the line or leave it out")


def decode(data: bytes, place: str) -> str:
    """Turn bytes into text.

    Raises:
        RecordError: empty, or not text.
    """
    if not data.strip():
        raise RecordError(place, "empty file", "leave it out")
    if b"\0" in data[:4096]:
        raise RecordError(place, "binary file, not text", "convert it to text first")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").replace("\r\n", "\n")


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in ("articles", "items", "results", "data", "records", "docs", "documents"):
            inner = value.get(key)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return inner
    return [value]


def _read_object(value: Any, place: str) -> RawRecord | RecordError:
    if not isinstance(value, dict):
        return RecordError(place, "not a JSON object", "give one object per article")
    try:
        return from_mapping(value, place)
    except RecordError as error:
        return error
