"""Questions typed in a hurry are read as the archive writes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from assistant.spelling import as_archived

TOLD = (
    "LOMARA - President Ines Okoye met Tomas Brandt in Kesh on Monday. The ferry Calla Star sank.",
    "The president said that Okoye would meet Brandt again. A star fell on Sound & Isles Lines.",
    "Officials in Córdoba spoke of an earthquake. Earthquake victims were buried.",
    'NORA - Nils Johan Roske was held. Eli "Pino" Brack hid.',
    "Roske and Nils Ahl knew Lomara's Dunmore College. The firm Tessla spoke. Tour winner.",
    "LOMARA - Justice Minister Ida Rook spoke. The bill of Lomara's Justice Minister Rook fell.",
    "The Wilder Tour began in spring; it was the last Tour, a Tour like no tour.",
)


@dataclass(frozen=True)
class Told:
    text: str


class Shelf:
    """Passages found by whole words, as a library finds them."""

    def lexical(
        self, terms: Sequence[tuple[str, float]], k: int, until: object = None
    ) -> list[tuple[str, float]]:
        wanted = {term.lower() for term, _ in terms}
        words = [set(text.lower().replace(".", "").split()) for text in TOLD]
        return [(str(n), 1.0) for n, own in enumerate(words) if own & wanted][:k]

    def passages_by_id(self, ids: Sequence[str]) -> Iterator[Told]:
        return (Told(TOLD[int(at)]) for at in ids)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("when did okoye and brandt meet", "when did Okoye and Brandt meet"),
        ("last meeting okoye brandt", "last meeting Okoye, Brandt"),
        ("where did the president meet brandt", "where did the president meet Brandt"),
        ("toll calla star", "toll Calla Star"),
        ("when did okoye and scholzmann meet", "when did Okoye and Scholzmann meet"),
        ("earthqauke victims cordoba", "earthquake victims Córdoba"),
        ("owner of sound & isles lines", "owner of Sound & Isles Lines"),
        # An office with nobody behind it is no name.
        ("lomara justice minister now", "Lomara justice minister now"),
        ("justice minister rook speech", "Justice Minister Rook speech"),
        # Another person is no slip.
        ("did brandta meet okoye", "did brandta meet Okoye"),
        # Whoever types capitals means them, and what is typed well stays as it is.
        ("When did Scholzmann meet brandt?", "When did Scholzmann meet brandt?"),
        ("Who met Tomas Brandt in Kesh?", "Who met Tomas Brandt in Kesh?"),
        ("did a star fall", "did a star fall"),
        # Two names that nothing has side by side are two.
        ("When did Okoye Brandt meet?", "When did Okoye, Brandt meet?"),
        ("When did Maria Brandt meet Okoye?", "When did Maria Brandt meet Okoye?"),
        ("When did Calla Star sink?", "When did Calla Star sink?"),
        ("When did President Brandt meet Okoye?", "When did President Brandt meet Okoye?"),
        # A middle name left out, whose it is, and an office make no two names.
        ("When was Nils Roske held?", "When was Nils Roske held?"),
        ("Where did Pino Brack hide?", "Where did Pino Brack hide?"),
        ("Who runs Lomara's College Dunmore?", "Who runs Lomara's College Dunmore?"),
        ("What does the Tessla CEO say?", "What does the Tessla CEO say?"),
        # What passages write small is no name for standing first.
        ("Earthquake victims in Córdoba?", "earthquake victims in Córdoba?"),
        ("Okoye and the president?", "Okoye and the president?"),
        ("Star of the Sound?", "star of the Sound?"),
        ("Star Lines owner?", "Star Lines owner?"),
        # What is asked for is no name.
        ("which tour did okoye win", "which tour did Okoye win"),
        ("okoye " * 41, "okoye " * 41),
        ("???", "???"),
        ("", ""),
    ],
)
def test_a_question_is_read_as_the_archive_writes_it(typed: str, read: str) -> None:
    assert as_archived(typed, Shelf()) == read  # type: ignore[arg-type]
