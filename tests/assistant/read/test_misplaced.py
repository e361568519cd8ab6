"""Questions that give somebody the office of another place."""

from datetime import date

import pytest

from assistant.modality import CONTRADICTED
from assistant.plan import plan
from assistant.read.holders.misplaced import misplaced
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
        assert (found.short, found.reason) == ("", CONTRADICTED)
        assert wrong in found.claims[0].text


def test_a_rank_or_a_party_is_no_place() -> None:
    news = hit_of(
        "On Monday, Vice President Eva Moss, the Norvanian presidential nominee, met Jo Rook, the "
        "Democratic governor.",
        date(2025, 7, 1),
    )
    for question in (
        "What did Vice President Eva Moss say?",
        "What did Orlan's Vice President Eva Moss say?",
        "What did Hale's governor Jo Rook say?",
    ):
        assert misplaced(plan(Question(text=question, asked_at=date(2025, 7, 2))), [news]) is None


@pytest.mark.parametrize("opening", ["On Monday", "In Hale", "Then", "Near Luhov"])
def test_where_or_when_somebody_spoke_is_not_what_they_govern(opening: str) -> None:
    news = hit_of(f"{opening} President Eva Moss spoke of the flood.", date(2025, 7, 1))
    asked = Question(text="What did Orlan's president Eva Moss say?", asked_at=date(2025, 7, 2))
    assert misplaced(plan(asked), [news]) is None
