"""A text with marks of Markdown or of markup in, the same as people read it out."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?(?:p|div)(?:\s[^<>]*)?>", re.IGNORECASE)
_LABEL = r"\[([^\]\n]{1,500})\]"
_TARGET = r"\([^()\s]{0,999}(?:\([^()\s]{0,99}\)[^()\s]{0,99})?(?: \"[^\"\n]{0,500}\")?\)"
# Each mark of Markdown, and what stays of it.
_MARKDOWN = tuple(
    (re.compile(pattern, re.MULTILINE), kept)
    for pattern, kept in (
        (r"!\[[^\]\n]{0,500}\]" + _TARGET, ""),
        (_LABEL + _TARGET, r"\1"),
        (r"^[ ]{0,3}#{1,6}[ \t]+(\S.*)$", r"\n\1\n"),
        (r"^([^\n]+)\n[ ]{0,3}(?:=+|-{3,})[ \t]*$", r"\n\1\n"),
        (r"(\*\*|__)(?=\S)([^\n]{0,500}?\S)\1", r"\2"),
        (r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])", r"\1"),
        (r"(?<!\w)_(?=[^\s_])([^_\n]*[^\s_])_(?!\w)", r"\1"),
    )
)


def unmarked(text: str) -> str:
    """Take tags and entities out of a line that may have been cut out of a page."""
    text = _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", text))
    return _ENTITY.sub(lambda found: html.unescape(found.group()), _TAG.sub("", text)).strip()


def is_marked(text: str) -> bool:
    """Tell a text cut out of a page: by entities or tags of paragraphs; others can be words."""
    return bool(_BREAK.search(text) or _PARAGRAPH.search(text) or _ENTITY.search(text))


def from_markdown(text: str) -> str:
    """Take the marks of headings, links, pictures and emphasis out of a Markdown text."""
    for pattern, kept in _MARKDOWN:
        text = pattern.sub(kept, text)
    return text.strip()
