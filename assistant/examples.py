"""A library in, a few questions out that its own articles answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index_store.store import Library


def example_questions(library: Library, count: int = 3) -> list[str]:
    """Return questions about what the newest articles tell."""
    return [f"What is the latest on {row.title}?" for row in library.list()[:count]]
