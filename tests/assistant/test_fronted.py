"""A question word that comes last is put first; sentences stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan.fronted import fronted


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("getaway van found where", "Where was the getaway van found?"),
        ("Osten arrested where?", "Where was Osten arrested?"),
        ("dress pins found where", "Where were the dress pins found?"),
        ("reward Osten how much now", "How much is the reward Osten now?"),
        ("extra guards promised Kesh how many", "How many extra guards promised Kesh?"),
        ("mayor of Kesh who", "Who is the mayor of Kesh?"),
        ("new bridge opening when, latest", "When is the new bridge opening latest?"),
        ("museum closed until when?", "Until when was the museum closed?"),
        ("Osten and Brandt last spoke when", "When did Osten and Brandt last speak?"),
        ("name of guard hurt in Kesh", "What is the name of the guard hurt in Kesh?"),
        ("guard charged Kesh - name", "What is the name of the guard charged Kesh?"),
        ("names of both pilots", "What are the names of both pilots?"),
        ("Who runs Orlan now that Ida Brandt is gone?", "Who runs Orlan after Ida Brandt left?"),
        ("Who leads now that Osten has been sacked?", "Who leads after Osten left?"),
        ("What's Port Hale's tally of the hurt?", "What is Port Hale's tally of the hurt?"),
        ("Whose remark was it that rivers do not read?", "Who said that rivers do not read?"),
    ],
)
def test_a_question_word_that_comes_last_is_put_first(typed: str, read: str) -> None:
    assert fronted(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "Where was the van found?",
        "Did Brandt say when?",
        "Brandt told reporters when?",
        "the minister said how much",
        "In which town was it found, and when?",
        "What's the tally of the hurt?",
        "Whose remark was read out?",
        "which of the three judges fell ill, name",
        "Name the company that was fined",
        "Osten Brandt",
        "where",
        "until when",
        "",
        "  ?",
    ],
)
def test_what_is_a_sentence_or_no_question_stays(text: str) -> None:
    assert fronted(text) == text


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(fronted(text), str)
    assert fronted(fronted(text)) == fronted(text)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Did the ferry sink in April or in February?", "When did the ferry sink?"),
        ("Was Ada Lind sworn in on Monday or Tuesday?", "When was Ada Lind sworn in?"),
        ("Did they meet in 2023 or 2024?", "When did they meet?"),
        ("Did they meet in Hale or Orlan?", "Did they meet in Hale or Orlan?"),
    ],
)
def test_which_of_two_times_is_asked_as_when(typed: str, asked: str) -> None:
    assert fronted(typed) == asked
