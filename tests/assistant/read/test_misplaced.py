"""Questions that give somebody the office of another place."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.holders.misplaced import REASON, misplaced
from assistant.types import Question
from tests.hits import hit_of

NEWS = hit_of(
    "Orlanian Foreign Minister Ada Lind met her Kesh counterpart, Bo Kerr, on Monday. Eva Moss, "
    "the president of Norvane, sent a letter.",
    date(2025, 7, 1),
)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("What did Norvane's foreign minister Ada Lind say?", "Orlanian Foreign Minister"),
        ("Why did the Orlanian foreign minister Bo Kerr travel?", "counterpart, Bo Kerr"),
        ("What did President Eva Moss of Orlan write?", "Eva Moss"),
        ("What did Orlan's foreign minister Ada Lind say?", ""),
        ("What did Ada Lind say?", ""),
        ("What did Foreign Minister Ada Lind say?", ""),
        ("What did Norvane's president Eva Moss write?", ""),
        ("What did Hale's mayor Jo Rook say?", ""),
    ],
)
def test_an_office_elsewhere_is_a_wrong_premise(question: str, wrong: str) -> None:
    found = misplaced(plan(Question(text=question, asked_at=date(2025, 7, 2))), [NEWS])
    assert (found is not None) is bool(wrong)
    if found:
        assert (found.short, found.reason) == ("", REASON)
        assert wrong in found.claims[0].text
