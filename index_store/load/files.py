"""A text, Markdown, web page or JSON file in, its raw records out."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import frontmatter
import yaml

from index_store.errors import RecordError
from index_store.load.decode import decode, is_wide
from index_store.load.fields import from_mapping
from index_store.load.marks import from_markdown
from index_store.load.page import read_page
from index_store.load.source import MOST_BYTES, Found, Source, read_bytes
from index_store.raw import RawRecord

_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_MARK = 4  # bytes of the longest byte order mark
_LISTS = ("articles", "items", "results", "data", "records", "docs", "documents", "stories")


def read_text(source: Source) -> Iterator[Found]:
    """Read a plain text article."""
    text = decode(read_bytes(source), source.place, charset=source.charset)
    fields = {"url": source.url} if source.url else {}
    yield RawRecord(place=source.place, text=text, fields=fields)


class _Loader(yaml.SafeLoader):
    """Reads YAML that does not refer to parts of itself, which can swell without bound."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it has YAML aliases")
        return super().compose_node(parent, index)


def read_markdown(source: Source) -> Iterator[Found]:
    """Read Markdown, with its front matter where it has one."""
    place = source.place
    text = decode(read_bytes(source), place, charset=source.charset).strip()
    try:
        values, content = _front_matter(text)
        content = from_markdown(content)
        if not content:
            raise RecordError(place, "no text below the front matter", "leave it out")
        yield from_mapping({"url": source.url, **values, "text": content}, place, by="front matter")
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise RecordError(
            place, f"its front matter cannot be read ({reason})", "mend it"
        ) from error
    except (AttributeError, LookupError) as error:  # PyYAML's way to refuse `!!timestamp soon`
        reason = "its front matter cannot be read (a value is not of the kind that its tag names)"
        raise RecordError(place, reason, "mend it") from error


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Part the values at the head of a text from what stands below them."""
    if toml := _TOML.match(text):
        return tomllib.loads(toml[1]), text[toml.end() :].strip()
    handler = frontmatter.YAMLHandler()
    try:
        head, content = handler.split(text) if handler.detect(text) else ("", text)
    except ValueError:  # a rule at its top, and no second one
        return {}, text
    values = handler.load(head, Loader=_Loader)
    return values if isinstance(values, dict) else {}, content.strip()


def read_html(source: Source) -> Iterator[Found]:
    """Read a web page."""
    html = decode(read_bytes(source), source.place, charset=source.charset, markup=True)
    yield read_page(html, source.place, url=source.url)


def read_json(source: Source) -> Iterator[Found]:
    """Read one object, a list of them, or an object that holds such a list."""
    place = source.place
    value = _parsed(read_bytes(source), place, source.charset)
    for number, item in enumerate(_items(value)):
        yield _read_object(item, place if item is value else f"{place}[{number}]")


def read_jsonl(source: Source) -> Iterator[Found]:
    """Read one object a line, one line at a time; a broken line does not stop the others."""
    number = 0
    with _lines(source) as stream:
        while line := stream.readline(MOST_BYTES):
            number += 1
            if line.strip():
                yield _read_line(line, f"{source.place}:{number}", source.charset)
    if number == 0:
        raise RecordError(source.place, "empty file", "leave it out")


def _lines(source: Source) -> BinaryIO:
    """Open a file for its lines; those of UTF-16 are told only once all of it is decoded."""
    with source.open() as stream:
        wide = is_wide(stream.read(_MARK))
    if not wide:
        return source.open()
    return BytesIO(decode(read_bytes(source), source.place).encode("utf-8", "surrogatepass"))


def _read_line(line: bytes, place: str, charset: str) -> RawRecord | RecordError:
    try:
        return _read_object(_parsed(line, place, charset), place)
    except RecordError as error:
        return error


def _parsed(data: bytes, place: str, charset: str) -> Any:
    try:
        return json.loads(decode(data, place, charset=charset))
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        reason = f"not JSON ({error.msg}, {line}column {error.colno})"
        raise RecordError(place, reason, "mend it or leave it out") from error
    except ValueError as error:  # Python reads up to 4,300 digits
        reason = "not JSON (a number too long to be read)"
        raise RecordError(place, reason, "mend it or leave it out") from error
    except RecursionError as error:
        raise RecordError(place, "JSON nested too deep", "leave it out") from error


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in _LISTS:
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
    except RecursionError:
        return RecordError(place, "JSON nested too deep", "leave it out")
