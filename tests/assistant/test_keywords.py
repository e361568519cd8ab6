"""Words as typed into a search box are asked for what they name, without a question word."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.types import Question

TODAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("typed", "kind", "noun"),
    [
        ("death toll ferry kesh latest", "number", ""),
        ("date police say they found the rucksack", "date", "date"),
        ("Reason he resigned from the board", "reason", "reason"),
        ("month she was jailed", "date", "month"),
        ("reasons are many", "any", ""),
        ("Price is up", "any", ""),
        ("Number of signatures on the bakery petition", "number", "number"),
        ("injured in Rudna gas leak", "number", ""),
        ("coup attempt lomara dead", "number", ""),
        ("strike ballot result tram drivers", "number", ""),
        ("turnout state election", "percent", "turnout"),
        ("pay rise nurses deal", "percent", ""),
        ("start date of the Goliak trial", "date", "date"),
        ("new date party meeting", "date", "date"),
        ("trial start Bruno Takacs", "date", ""),
        ("price single ticket port tram", "money", "price"),
        ("compensation per family chobe fishermen", "money", "compensation"),
        ("reward Vasquenne latest?", "money", "reward"),
        ("length of call between the two leaders", "duration", "length"),
        ("prison sentence Vandermolen now", "duration", "sentence"),
        ("cause of the tunnel fire", "reason", "cause"),
        ("birthplace of Uldis Kalejs", "place", "birthplace"),
        ("Frans Hoorn reply to the offer", "quotation", "reply"),
        ("new director desmond museum", "person", "director"),
        ("airline boss after the crash", "person", "boss"),
        ("acting PM iceland", "person", "pm"),
        ("health minister on 4 October", "person", "minister"),
        ("company that supplied the tablets", "organisation", "company"),
        ("name of the lineman killed in Moss Point", "person", "lineman"),
        ("last phone call macron putin", "date", ""),
        ("next visit minister Holm Norway", "date", ""),
        ("last man standing", "any", ""),
        ("Macron Putin", "any", ""),
        ("flooding", "any", ""),
    ],
)
def test_what_is_looked_for(typed: str, kind: str, noun: str) -> None:
    found = plan(Question(text=typed, asked_at=TODAY))
    assert (found.answer_type, found.answer_noun) == (kind, noun)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("last call Macron, Putin", "When was the last call between Macron and Putin?"),
        ("latest meeting Kolb and Frost", "When was the latest meeting between Kolb and Frost?"),
        ("next visit Kolb, Orlan", "When is the next visit Kolb, Orlan?"),
        ("The start date of the Goliak trial", "What is the start date of the Goliak trial?"),
        ("new director Desmond Museum", "Who is the new director of Desmond Museum?"),
        ("mayor of Vantry before Nkemelu", "Who was the mayor of Vantry before Nkemelu?"),
        ("injured in Rudna gas leak", "injured in Rudna gas leak"),
        ("Who is the mayor of Vantry?", "Who is the mayor of Vantry?"),
    ],
)
def test_words_become_a_question(typed: str, read: str) -> None:
    assert plan(Question(text=typed, asked_at=TODAY)).standalone_question == read


@pytest.mark.parametrize(
    "said",
    [
        "Tell me about the minister's resignation",
        "any news on the mayor of Vantry",
        "The latest on the death toll",
        "news about the airline boss",
        "update on the strike, and the reason for it",
        "Macron is the president of France.",
        "The death toll was revised.",
        "Explain the reason for the strike",
        "I think the captain lied",
    ],
)
def test_sentences_and_open_questions_stay_as_they_are(said: str) -> None:
    assert plan(Question(text=said, asked_at=TODAY)).standalone_question == said
