"""Who somebody or what something is, as articles say it beside the name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.modality import NOT_SAID
from assistant.plan import plan
from assistant.read.described import described
from assistant.read.sentence.descriptions import descriptions
from assistant.types import Draft, Question
from tests.hits import hit_of

DAY = date(2025, 7, 1)
EARLY = hit_of(
    "Mayor Ida Brandt of Orlan opened the bridge. Ida Brandt, a former teacher, cut the ribbon.",
    date(2024, 5, 1),
)
LATER = hit_of(
    "Opposition leader Ida Brandt, who lost the vote in May, spoke. Her colleague, Bo Kerr, wept. "
    "Karl Osten wept too. The builder, Hale & Sons, said nothing.",
    date(2025, 6, 1),
    title="Brandt speaks",
    key="a2",
)


def asked(text: str) -> Draft | None:
    made = plan(Question(text=text, asked_at=date(2025, 7, 1)))
    return described(made, [EARLY, LATER])


@pytest.mark.parametrize(
    ("sentence", "name", "told"),
    [
        ("Judge Edda Rooke resigned on Monday.", "Edda Rooke", ["Judge"]),
        ("A union official, Mair Stack, said no.", "Mair Stack", ["A union official"]),
        ("Lorcan Vane, 51, the head of finance, left.", "Lorcan Vane", ["the head of finance"]),
        ("Lind Vane, the chief whose board met, left.", "Lind Vane", ["the chief"]),
        ("Repairs will last, the operator Ostransit said.", "Ostransit", ["the operator"]),
        ("It has currents that fishermen call the Loom.", "Loom", ["currents"]),
        ("The office of water, known as the Loom, moved.", "Loom", ["The office of water"]),
        ("Fishermen call the Loom every day.", "Loom", []),
        (
            "She owns Orrin Bank, the firm that insures it.",
            "Orrin Bank",
            ["the firm that insures it"],
        ),
        ("In Orrin, the firm that insures it said no.", "Orrin", []),
        ("Rescuers combed the Orvall mill in Karsund.", "Orvall", ["mill in Karsund"]),
        ("Ida Brandt is a senator from Orlan.", "Ida Brandt", ["a senator from Orlan"]),
        (
            "Energy ministers Petra Lind of Velmara and Bo Kerr of Ostrany will meet.",
            "Bo Kerr",
            ["Energy minister of Ostrany"],
        ),
        ("Iran's supreme leader, Ali Khamen, spoke.", "Ali Khamen", ["Iran's supreme leader"]),
        # a namesake, a verb's object, a row of names, an error, and who is only met
        ("Judge Declan Moy resigned.", "Fergal Moy", []),
        ("She told an NPR reporter Booker had left.", "Cory Booker", []),
        ("Brandt, Lind and Osten met.", "Ida Brandt", []),
        ("The Orvall error cost millions.", "Orvall", []),
        ("They will host Lind in May.", "Ida Lind", []),  # a verb, though a host is somebody
        ("He will chair Lind Holdings.", "Lind Holdings", []),
        ("Ida Brandt met Karl Osten.", "Ida Brandt", []),
    ],
)
def test_a_sentence_describes_a_name_beside_it(sentence: str, name: str, told: list[str]) -> None:
    assert [text for text, _ in descriptions(name, sentence)] == told


def test_what_the_newest_article_calls_them_comes_first_and_the_others_behind() -> None:
    draft = asked("Who is Ida Brandt?")
    assert draft is not None
    assert draft.short == "Opposition leader"
    assert [claim.text.split(":")[0] for claim in draft.claims] == [
        "Opposition leader",
        "Mayor of Orlan",
        "A former teacher",
    ]


def test_what_something_is_and_whose_colleague_somebody_is_where_nothing_else_is_told() -> None:
    thing, colleague = asked("What is Hale & Sons?"), asked("Who's Bo Kerr?")
    assert thing is not None
    assert thing.short == "The builder"
    assert colleague is not None
    assert colleague.short == "colleague"


def test_what_a_question_adds_to_a_name_is_left_out() -> None:
    draft = asked("Who is Ida Brandt, the woman who opened the bridge?")
    assert draft is not None
    assert draft.short == "Opposition leader"


def test_nobody_is_described_by_whom_else_a_sentence_names() -> None:
    draft = asked("Who is Karl Osten?")
    assert draft is not None
    assert (draft.short, draft.reason) == ("", NOT_SAID)
    assert "Karl Osten wept too" in draft.claims[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Who is the mayor of Orlan?",
        "Who is Orlan's mayor?",
        "What is the name of the builder?",
        "Who was Ida Brandt succeeded by?",
        "When did Ida Brandt speak?",
    ],
)
def test_other_questions_are_read_as_any(text: str) -> None:
    assert asked(text) is None


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_any_sentence_can_be_looked_at(sentence: str, name: str) -> None:
    if name.split():
        list(descriptions(name, sentence))


def test_somebody_is_known_by_what_they_lead_where_nothing_else_says_who_they_are() -> None:
    hit = hit_of("No, said Mair Stack, who leads the union's team. Ed Lowe, who ran, wept.", DAY)
    told = described(plan(Question(text="Who is Mair Stack?", asked_at=DAY)), [hit])
    assert told is not None
    assert told.short == "leads the union's team"
    ran = described(plan(Question(text="Who is Ed Lowe?", asked_at=DAY)), [hit])
    assert ran is not None
    assert ran.short == ""
