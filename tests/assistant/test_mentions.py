"""Whom an earlier question or answer speaks of without a name, or with one that cannot act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan.mentions import acting, looks_personal, one, replied_of, several
from assistant.plan.names import names_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "A court sentenced two Ostranian truck drivers to jail.",
            "the two Ostranian truck drivers",
        ),
        ("The inspectors of the agency came.", "the inspectors"),
        ("He met his lawyers.", "the lawyers"),
        ("The ferries sank.", ""),
        ("Ministers Ida Lind and Bo Kerr met.", ""),
    ],
)
def test_people_with_a_noun_and_no_name(text: str, people: str) -> None:
    assert several(text) == people


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("What happened to the captain?", "the captain"),
        ("The justice minister resigned.", "the justice minister"),
        ("A captain resigned.", ""),
        ("The minister Ida Lind resigned.", ""),
        ("The ferry sank.", ""),
    ],
)
def test_one_with_a_noun_and_no_name(text: str, who: str) -> None:
    assert one(text) == who


def test_a_word_for_what_is_told_of_a_name_is_no_part_of_it() -> None:
    for asked in ("Timeline of the Calla Star", "Chronology: Calla Star", "Details of Calla Star"):
        assert [name.text for name in names_in(asked)] == ["Calla Star"]
    assert [name.text for name in names_in("Bank of England rates")] == ["Bank of England"]


def test_places_and_words_for_a_people_do_not_act() -> None:
    text = "Lind and Kerr met in Orlan with Norlandian drivers."
    assert acting(text, names_in(text)) == ["Lind", "Kerr"]


def test_names_that_end_like_those_of_peoples_act() -> None:
    for text, names in (
        ("Macron called Modi on Tuesday.", ["Macron", "Modi"]),
        ("Susan left and Ivan stayed.", ["Susan", "Ivan"]),
        ("The French side called Kerr.", ["Kerr"]),
    ):
        assert acting(text, names_in(text)) == names


def test_a_body_is_no_person() -> None:
    names = ("Sound & Isles Lines", "Kestrel 9", "Ida Lind")
    assert [looks_personal(name) for name in names] == [False, False, True]


@pytest.mark.parametrize(
    ("answer", "who"),
    [
        ("No, Berta Lind had advised against it.", "Berta Lind"),
        ("Yes, they did.", ""),
        ("Berta Lind had advised against it.", ""),
    ],
)
def test_who_a_reply_is_about(answer: str, who: str) -> None:
    assert replied_of(answer) == who


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    several(text), one(text), replied_of(text), acting(text, names_in(text))
