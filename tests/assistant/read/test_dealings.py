"""People who dealt with each other: who took part, in which way, and on which day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.read.order.anchors import from_anchor
from assistant.read.order.mode import in_another, modes
from assistant.read.order.occasions import Occasion, occasions
from assistant.read.order.possible import possible
from assistant.read.order.timed import read
from assistant.read.sentence.about import may_stand_for, takes_part
from assistant.read.sentence.candidates import context_of
from assistant.read.sentence.relevance import kinds
from assistant.read.sentence.tellings import tellings
from assistant.types import Plan, Window
from tests.assistant.read.test_chronology import PLAN, Words, hit

DAY = date(2025, 7, 4)
BOTH = ("Ada Lind", "Bo Kerr")


def plan_of(question: str, names: Sequence[str] = BOTH) -> Plan:
    return replace(PLAN, subjects=tuple(names), standalone_question=question)


def told_by(question: str, body: str, names: Sequence[str] = BOTH) -> list[Occasion]:
    found = tellings([hit("a", DAY, body)])
    return occasions(plan_of(question, names), found, [0.0] * len(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lind rang Kerr", {"wire"}),
        ("They met for lunch", {"person"}),
        ("She wrote him a letter", {"letter"}),
        ("They met by video link", {"person", "wire"}),
        ("She called for new talks", set()),
        ("She called it a success", set()),
        ("The two spoke", set()),
    ],
)
def test_ways_of_dealing_with_each_other(text: str, found: set[str]) -> None:
    assert modes(text) == found


def test_a_call_is_no_meeting_and_a_meeting_is_no_call() -> None:
    asked = modes("When did they first meet face to face?")
    assert in_another(asked, "They spoke by telephone on May 3.")
    assert not in_another(asked, "They spoke on May 3.")
    assert not in_another(frozenset(), "They spoke by telephone on May 3.")
    body = "Ada Lind met Bo Kerr on May 3 and spoke to him by telephone on June 9 for an hour."
    joined = {o.mention.text: o.joined for o in told_by("When did Lind and Kerr last meet?", body)}
    assert joined["May 3"]
    assert not joined["June 9"]


def test_since_somebody_took_office_dates_that_and_not_the_call() -> None:
    body = "Lind and Kerr spoke for the first time since Kerr took office in March 2023."
    (found,) = [o for o in told_by("When did Lind and Kerr speak?", body) if o.stated]
    assert not found.alike
    assert not found.joined


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("The two had never before met in person.", "happened"),
        ("The two had not met before.", "happened"),
        ("The two have never met.", "denied"),
        ("The minister had not signed the decree before the vote.", "denied"),
    ],
)
def test_what_had_never_been_before_has_been_now(sentence: str, certainty: str) -> None:
    body = f"Lind and Kerr met on July 3. {sentence}"
    found = told_by("When did Lind and Kerr first meet?", body)
    assert [o.certainty for o in found if not o.stated] == [certainty]


def test_the_people_of_a_report_are_meant_by_a_word_for_several() -> None:
    def part(body: str, names: Sequence[str] = BOTH) -> list[float]:
        return [takes_part(names, t) for t in tellings([hit("a", DAY, body)])]

    lead = "The leaders of Velmara and Ostrany spoke on Tuesday. " + "It rained. " * 40
    assert part(f"{lead}President Ada Lind rang Prime Minister Bo Kerr.")[0] > 0
    assert part(f"{lead}President Ada Lind rang nobody.")[0] < 0
    other = "Cleo Moss sang. The two spoke on Tuesday. " + "It rained. " * 40
    assert part(f"{other}President Ada Lind rang Prime Minister Bo Kerr.")[1] < 0


def test_those_who_were_received_separately_were_not_together() -> None:
    (one, *_) = tellings([hit("a", DAY, "She saw Lind and Kerr separately on May 3.")])
    assert takes_part(BOTH, one) < 0


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Ada Lind rang her Estonian counterpart on May 3.", True),
        ("Ada Lind spoke to the press on May 3.", False),
        ("Ada Lind and Cleo Moss spoke on May 3.", False),
        ("Ada Lind met the president and him on May 3.", True),
        ("Cleo Moss sang on May 3.", False),
    ],
)
def test_who_may_be_meant_though_not_named(text: str, may: bool) -> None:
    assert may_stand_for(BOTH, "When did Lind and Kerr last speak?", text) == may


def test_people_may_be_named_for_their_countries_but_no_place_for_another() -> None:
    told = "Prime Minister Ada Lind telephoned Bo Kerr on May 3."
    asked = "When did the leaders of Velmara and Ostrany last speak?"
    assert may_stand_for(("Velmara", "Ostrany"), asked, told)
    named = "Judge Ada Lind was appointed on May 3."
    assert not may_stand_for(("Lind", "Ostrany"), "When was Lind last in Ostrany?", named)


def test_days_in_a_row_are_events_of_their_own() -> None:
    asked = replace(plan_of("When did Mount Asque erupt?", ("Asque",)), operator="last")
    body = "Mount Asque erupted on February 11, 1998 and again on August 30, 2019."
    found = read(asked, [hit("a", DAY, body)], Words("February 11, 1998"), None).events
    assert {o.earliest.year for o in found if o.stated} == {1998, 2019}


def test_an_event_to_count_from_lies_in_the_days_that_its_words_name() -> None:
    asked = replace(
        plan_of("When had Lind and Kerr spoken before the August 2024 call?"),
        operator="before",
        anchor="the August 2024 call",
    )
    body = "Lind and Kerr had a call in the course of the year 2024. It rained in May 2023."
    reading = read(asked, [hit("a", DAY, body)], Words("2024"), None)
    assert from_anchor(asked, reading) == Window(latest=date(2024, 7, 31))


def test_a_dateline_is_no_part_of_what_a_sentence_says() -> None:
    body = "HALE, July 3 (Harbour Wire) - The port was closed on Monday. It rained."
    found = hit("a", DAY, body)
    end = body.index(" It rained")
    assert context_of(found, 0, end).text == "The port was closed on Monday."
    assert context_of(found, end + 1, len(body)).text == "It rained."


def test_phrases_for_a_kind_of_event() -> None:
    assert kinds("They sat down with each other") & kinds("meeting")
    assert kinds("in the same room") & kinds("met")
    assert kinds("He was on the line") & kinds("a call")


@pytest.mark.parametrize(
    "body",
    [
        "Lind and Kerr spoke on July 1, 2025 for the first time since September 2022.",
        "Lind and Kerr spoke on July 1, 2025. They had last spoken in September 2022.",
        "Lind and Kerr spoke on July 1, 2025. They had talked twice before, in September 2022.",
    ],
)
def test_what_had_been_before_the_news_is_not_the_last(body: str) -> None:
    asked = replace(plan_of("When did Lind and Kerr last speak?"), operator="last")
    found = read(asked, [hit("a", DAY, body)], Words("September 2022"), None)
    may = possible(asked, found)
    years = [o.earliest.year for o, keep in zip(found.events, may, strict=True) if keep]
    assert years == [2025]


def test_what_something_clearly_of_the_kind_came_before_is_not_the_first() -> None:
    asked = replace(plan_of("When did Lind and Kerr first speak?"), operator="first")
    first = hit("a", date(2025, 5, 2), "Lind and Kerr spoke on May 1, 2025.")
    later = hit("b", DAY, "She and he rang on July 1, 2025, said Lind of Kerr.")
    found = read(asked, [first, later], Words("May 1, 2025"), None)
    may = possible(asked, found)
    told = [o.earliest.month for o, keep in zip(found.events, may, strict=True) if keep]
    assert told[0] == 5
    assert 7 not in told


@pytest.mark.parametrize("name", ["Calla Star", "ferry Calla Star"])
def test_a_count_that_mentions_the_event_does_not_date_it(name: str) -> None:
    asked = replace(plan_of(f"When did the {name} sink?", ("Calla Star",)), operator="none")
    rose = "The number of people who died in the sinking of the Calla Star rose to nine on Monday."
    first = hit("a", DAY, f"{rose} It rained.")
    second = hit("b", DAY, "The Calla Star capsized on July 1 in heavy seas.")
    events = read(asked, [first, second], Words("Monday", "July 1"), None).events
    assert "July 1" in [o.mention.text for o in events]
    assert "Monday" not in [o.mention.text for o in events]


def test_the_two_are_those_whom_the_article_is_about() -> None:
    body = (
        "Ada Lind rang Bo Kerr. " + "It rained. " * 80 + "Cleo Moss has not. The two often talked."
    )
    last = tellings([hit("a", DAY, body)])[-1]
    assert takes_part(("Ada Lind", "Cleo Moss"), last) < 0
