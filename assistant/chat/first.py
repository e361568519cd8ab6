"""A library in, the first screen out: what it holds, and questions that it could be asked."""

from __future__ import annotations

from datetime import date

from assistant.cards import examples_html, facts_text, welcome_html
from assistant.examples import example_questions
from index_store.store import Library

# Example questions come from this many of the newest articles.
NEWEST = 60


class FirstScreen:
    """The first screen over one library; its examples are made once for each state of it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: dict[object, list[str]] = {}

    def welcome(self, today: date) -> str:
        """Tell what the archive holds, or how to fill it."""
        library = self._library
        facts = facts_text(
            library.counts().articles, library.outlet_count(), library.newest_day(), today
        )
        return welcome_html(facts, str(library.folder))

    def examples(self) -> str:
        """Offer questions of the newest articles; to make them takes seconds the first time."""
        library, state = self._library, self._state()
        if state not in self._made:
            rows = library.list()[:NEWEST]
            found = library.articles_by_id(row.id for row in rows)
            made = example_questions([found[row.id] for row in rows if row.id in found])
            self._made = {state: made}
        return self.known_examples()

    def known_examples(self) -> str:
        """Offer the questions that are made already."""
        return examples_html(self._made.get(self._state(), []))

    def _state(self) -> object:
        return self._library.counts(), self._library.newest_day()
