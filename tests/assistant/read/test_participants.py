"""Names of a question that nothing speaks of."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.participants import echoes, missing_everywhere
from assistant.types import Question
from tests.hits import hit_of

DAY = date(2025, 3, 7)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which summit did Ida Brandt host in Washington, DC?", []),
        ("Which state banned food dyes in K-12 schools?", []),
        ("When did Ida Brandt meet Karl Osten?", ["Karl Osten"]),
        ("Spanning the months of 1982, what did Ida Brandt open?", []),
        ("Who led the IAEA in Washington?", []),
        ("Who led the IMF in Washington?", ["IMF"]),
        ("Who opened the summit in North America?", []),
        ("Which American opened the summit?", []),
        ("Which African opened the summit?", []),
        ("Which Ghanaian opened the summit?", ["Ghanaian"]),
        ("Who won a WTA trophy in Washington?", []),
        ("Who sold LNG in Washington?", ["LNG"]),
        ("Who won the WTA trophy in Washington?", ["WTA"]),
        ("Which Brandts met in Washington?", []),
        ("Who led the Masons in Washington?", ["Masons"]),
    ],
)
def test_only_names_long_enough_to_tell_are_missed(question: str, missing: list[str]) -> None:
    hit = hit_of(
        "Ida Brandt opened the summit of the International Atomic Energy Agency in Washington.", DAY
    )
    assert missing_everywhere(plan(Question(text=question, asked_at=DAY)), [hit]) == missing


def test_letters_are_told_of_by_the_words_they_are_short_for() -> None:
    made = plan(Question(text="Why was the second LNG ship late?", asked_at=DAY))
    assert missing_everywhere(made, [hit_of("Liquefied natural gas came late.", DAY)]) == []
    for text in ("A cargo of liquefied gas came late.", "Lind never got any: late news goes on."):
        assert missing_everywhere(made, [hit_of(text, DAY)]) == ["LNG"]


def test_letters_are_not_told_of_by_words_that_only_begin_so() -> None:
    made = plan(Question(text="What did the CIA find in Washington?", asked_at=DAY))
    text = "The company is asked, and a court in April agreed. It is Washington's current affair."
    assert missing_everywhere(made, [hit_of(text, DAY)]) == ["CIA"]


def test_a_group_is_told_of_by_the_word_for_what_is_theirs() -> None:
    made = plan(Question(text="Who led the Masons in Washington?", asked_at=DAY))
    lodge = hit_of("Ida Brandt led the Masonic lodge of Washington.", DAY)
    other = hit_of("Ida Brandt led the lodge of Washington.", DAY)
    assert missing_everywhere(made, [lodge]) == []
    assert missing_everywhere(made, [other]) == ["Masons"]


@pytest.mark.parametrize(
    ("question", "text", "echo"),
    [
        ("Who owned the house in Hale where Marrack stayed?", "Helen Marrack", True),
        ("Who led the Safety Office before Ruth Okanye?", "Ruth Okanye, once an inspector", True),
        ("Who led the Safety Office before Ruth Okanye?", "Tobias Venn", False),
        ("Who won, Ida Moss or Bo Kerr?", "Ida Moss", False),
        ("Which of Ida Moss and Bo Kerr won?", "Ida Moss", False),
        ("What did Kestrel 9 carry?", "the rocket Kestrel 9", True),
        ("After the Regina Coeli, who is Pope Leo XIV to see?", "Leo", True),
        ("After the Regina Coeli, who is Pope Leo XIV to see?", "Leo Kerr", False),
    ],
)
def test_who_is_asked_for_is_nobody_whom_the_question_names(
    question: str, text: str, echo: bool
) -> None:
    assert echoes(plan(Question(text=question, asked_at=DAY)), text) is echo
