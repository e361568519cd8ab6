"""Text as found in, the same text with one form of white space and no invisible characters out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

# Soft hyphen, zero-width and joiner characters, bidi controls, byte order mark, other format and
# control characters; tab and newline stay.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Punctuation that an export left escaped as in an address: "Oslo%2C 7 May".
_ESCAPED = re.compile(
    r"(?<=[A-Za-z0-9.,%BCD])%(?:2[0-9A-F]|3[A-F])(?=\s|%|[A-Za-z]|$)|%2[2478](?=\w)"
)
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Give a text NFC, plain blanks and at most one blank line; quotes and dashes stay."""
    if "%2" in text or "%3" in text:
        text = _ESCAPED.sub(lambda found: unquote(found.group()), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\u0085", "\n")
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text))
    return _MANY_BREAKS.sub("\n\n", text).strip()
