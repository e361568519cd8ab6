"""Texts in, texts without case and accents out."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower the case and take accents off."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))
