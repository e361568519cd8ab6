from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_store.events import dated_events
from index_store.times import find_times
from index_store.types import Event

TUESDAY = date(2025, 7, 1)


def events(text: str, published: date | None = TUESDAY) -> list[Event]:
    return dated_events(text, find_times(text, published), published)


CASES = [
    # what happened
    ("Ana Kral met Jon Berg on Monday.", "2025-06-30", "happened"),
    ("Ana Kral spoke with Jon Berg on June 3.", "2025-06-03", "happened"),
    ("In April 2024, Ana Kral, an ally of Jon Berg, held talks in Oslo.", "2024-04", "happened"),
    ("Ana Kral resigned last week after losing a vote.", "2025-W26", "happened"),
    ("The dam at Lorn burst early on Friday, officials said.", "2025-06-27", "happened"),
    ("Jon Berg has been in custody following his arrest on June 3.", "2025-06-03", "happened"),
    ("Ana Kral, who will visit Oslo, spoke with Jon Berg on Monday.", "2025-06-30", "happened"),
    ("The firm Nordal cut 300 jobs in 2023.", "2023", "happened"),
    ("Jon Berg was re-elected in May with 61 percent of the vote.", "2025-05", "happened"),
    ("Ana Kral met Jon Berg on Monday since he took office.", "2025-06-30", "happened"),
    # what is still to come
    ("Ana Kral will meet Jon Berg on Friday.", "2025-07-04", "planned"),
    ("Ana Kral plans to visit Oslo next month.", "2025-08", "planned"),
    ("A call with Ana Kral had been pencilled in for Monday.", "2025-06-30", "planned"),
    ("Ana Kral is expected to visit Oslo next week.", "2025-W28", "planned"),
    ("Ana Kral is scheduled to testify on July 9.", "2025-07-09", "planned"),
    ("Ana Kral is set to testify on July 9.", "2025-07-09", "planned"),
    ("The trial of Ana Kral is due to begin on July 9.", "2025-07-09", "planned"),
    ("Ana Kral is to visit Oslo in September.", "2025-09", "planned"),
    ("Ana Kral agreed to meet Jon Berg on Friday.", "2025-07-04", "planned"),
    ("Ana Kral said she would visit Oslo on July 9.", "2025-07-09", "planned"),
    ("The market prepared for the Lorn summit, scheduled for July 9.", "2025-07-09", "planned"),
    ("The Lorn summit opens on July 9.", "2025-07-09", "planned"),
    ("Ahead of the summit on July 9, Ana Kral flew to Oslo.", "2025-07-09", "planned"),
    # what did not happen, or is denied
    ("Ana Kral did not meet Jon Berg on Monday.", "2025-06-30", "denied"),
    ("Ana Kral didn't meet Jon Berg on Monday.", "2025-06-30", "denied"),
    ("Ana Kral didn’t meet Jon Berg on Monday.", "2025-06-30", "denied"),
    ("Ana Kral refused to speak with Jon Berg on Monday.", "2025-06-30", "denied"),
    ("Ana Kral declined to speak with Jon Berg on Monday.", "2025-06-30", "denied"),
    ("Ana Kral denied that she met Jon Berg in March.", "2025-03", "denied"),
    ("Ana Kral failed to appear in court on Monday.", "2025-06-30", "denied"),
    ("Ana Kral will not meet Jon Berg on Friday.", "2025-07-04", "denied"),
    ("Ana Kral won't meet Jon Berg on Friday.", "2025-07-04", "denied"),
    ("The meeting on Monday was called off.", "2025-06-30", "denied"),
    ("Ana Kral cancelled a visit to Oslo on Monday.", "2025-06-30", "denied"),
    ("Ana Kral has never been to Oslo and skipped the June 3 summit.", "2025-06-03", "denied"),
    # what is an if
    ("Ana Kral may meet Jon Berg on Friday.", "2025-07-04", "hypothetical"),
    ("Ana Kral could meet Jon Berg next week.", "2025-W28", "hypothetical"),
    ("If the truce holds, Ana Kral will meet Jon Berg on Friday.", "2025-07-04", "hypothetical"),
    ("Ana Kral hopes to visit Oslo next month.", "2025-08", "hypothetical"),
    ("Ana Kral threatened to resign on Friday.", "2025-06-27", "hypothetical"),
    ("Ana Kral did not rule out a visit to Oslo next month.", "2025-08", "hypothetical"),
    ("Ana Kral urged Jon Berg to visit Oslo next month.", "2025-08", "hypothetical"),
    # only the verb that goes with the date counts
    ("A motion calling for a vote was passed in Oslo on June 3.", "2025-06-03", "happened"),
    ("The firm on Monday recalled ham that may be spoiled.", "2025-06-30", "happened"),
    ("Ana Kral resigned on Monday ahead of a vote.", "2025-06-30", "happened"),
    ("On Friday Ana Kral will, for once, fly to Oslo.", "2025-07-04", "planned"),
    # what is planned is done about what has been
    ("A vigil will be held in Oslo for the victims of Sunday's crash.", "2025-06-29", "happened"),
    # traps: months, names and nouns that look like modal verbs
    ("Ana Kral met Jon Berg in May.", "2025-05", "happened"),
    ("Will Kral met Jon Berg on Monday.", "2025-06-30", "happened"),
    ("Not only did Ana Kral speak, she met Jon Berg on Monday.", "2025-06-30", "happened"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "certainty"), CASES)
def test_one_event(text: str, value: str, certainty: str) -> None:
    found = events(text)
    assert [(e.value, e.certainty) for e in found] == [(value, certainty)]
    assert text[found[0].start : found[0].end] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ana Kral called Jon Berg on Monday but talks had ceased, with the last call between "
            "them dating back to September 2022.",
            [("2025-06-30", "Ana Kral called Jon Berg"), ("2022-09", "with the last call")],
        ),
        (
            "Ana Kral said on Monday that Jon Berg had left Oslo on June 3.",
            [("2025-06-30", "Ana Kral said"), ("2025-06-03", "that Jon Berg had left")],
        ),
        (
            "Ana Kral, who became mayor in 2019, resigned on Monday.",
            [("2019", "who became mayor"), ("2025-06-30", "resigned")],
        ),
        (
            "Ana Kral met Jon Berg on Monday and Jon Berg will fly to Oslo on Friday.",
            [("2025-06-30", "met"), ("2025-07-04", "fly")],
        ),
        (
            "A storm blew the roof off on June 3 and the bank froze its account on June 20.",
            [("2025-06-03", "A storm blew"), ("2025-06-20", "the bank froze")],
        ),
        (
            "The tank burst on June 3 because a bolt shook itself loose on June 2.",
            [("2025-06-03", "The tank burst"), ("2025-06-02", "because a bolt shook")],
        ),
        (
            "They met on June 3; they spoke again on June 20.",
            [("2025-06-03", "They met"), ("2025-06-20", "they spoke again")],
        ),
    ],
)
def test_each_date_goes_with_its_clause(text: str, expected: list[tuple[str, str]]) -> None:
    found = events(text)
    assert [e.value for e in found] == [value for value, _ in expected]
    for event, (_, words) in zip(found, expected, strict=True):
        assert words in event.text
    assert len({e.text for e in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The fair ran from June 3 to June 9.", "2025-06-03", "2025-06-09"),
        ("The fair ran from June 3 to 9.", "2025-06-03", "2025-06-09"),
        ("The war between 1998 and 2000 split Lorn.", "1998-01-01", "2000-12-31"),
        ("The war of 1998-2000 split Lorn.", "1998-01-01", "2000-12-31"),
        ("Ana Kral led Nordal in September 2022.", "2022-09-01", "2022-09-30"),
    ],
)
def test_a_range_is_one_event(text: str, first: str, last: str) -> None:
    (event,) = events(text)
    assert (str(event.earliest), str(event.latest)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "It was their first call since 2022, the two men being old foes.",
        "Prices have risen for two years.",
        "Ana Kral speaks every Monday at Oslo.",
        "The town changed little in the 1990s.",
        "June 3, 2025",
        "",
    ],
)
def test_what_dates_no_event(text: str) -> None:
    assert events(text, None) == []


def test_a_lead_without_a_date_is_dated_by_its_publication() -> None:
    (event,) = events("Ana Kral resigned as mayor of Lorn, her office said.")
    assert (event.earliest, event.latest, event.how) == (TUESDAY, TUESDAY, "publication date")
    assert event.certainty == "happened"


def test_a_time_of_day_names_no_day_of_its_own() -> None:
    found = events("At 0800 GMT the banks of Velmara shut their doors.")
    assert [(e.earliest, e.how) for e in found] == [(TUESDAY, "publication date")]


def test_a_lead_without_a_date_has_the_day_of_the_news() -> None:
    text = (
        "Ana Kral resigned as mayor of Lorn, her office said. She told the council on Sunday. "
        "Her deputy Jon Berg took over the same hour."
    )
    first, second, third = events(text)
    sunday = date(2025, 6, 29)
    assert {first.earliest, second.earliest, third.earliest} == {sunday}
    assert {first.how, third.how} == {"day of the news that it belongs to"}


def test_a_day_ahead_or_long_gone_is_not_that_of_the_news() -> None:
    text = "Ana Kral resigned as mayor of Lorn. She was elected on June 1 and leaves on Friday."
    assert events(text)[0].earliest == TUESDAY


def test_a_side_clause_does_not_date_the_lead() -> None:
    found = events("Ana Kral, who became mayor in 2019, resigned her post.")
    assert {(e.value, e.how) for e in found} == {
        ("2025-07-01", "publication date"),
        ("2019", ""),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ana Kral is a popular mayor of Lorn.",  # nothing is reported
        "Ana Kral resigned decades ago as mayor of Lorn.",  # it has a time of its own
    ],
)
def test_other_leads_are_not(text: str) -> None:
    assert events(text) == []


def test_only_the_lead_is_dated_by_its_publication() -> None:
    text = "\n\n".join(["Ana Kral resigned as mayor of Lorn."] * 9)
    assert 1 <= len(events(text)) < 9


def test_an_undated_article_has_its_full_dates_only() -> None:
    text = "Ana Kral resigned. She left Oslo on July 1. She was elected there in May 2019."
    assert [e.value for e in events(text, None)] == ["2019-05"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday Mr Jon Berg met President Ana Kral in Oslo.", {"Jon Berg", "Ana Kral", "Oslo"}),
        ("On Monday Inspector Jon Berg met Dame Ana Kral at sea.", {"Jon Berg", "Ana Kral"}),
        ("Talks between Ana Kral and Jon Berg collapsed on Monday.", {"Ana Kral", "Jon Berg"}),
        ("Ana Kral’s lawyer came on Monday.", {"Ana Kral"}),
        ("The Museum of the City of Lorn shut on Monday.", {"Museum of the City of Lorn"}),
        ("Ludwig van Holt died on Monday.", {"Ludwig van Holt"}),
        ("The toll was raised on Monday.", set()),
        ("New Lorn shut its port on Monday.", {"New Lorn"}),
        ("Sadly, it shut on Monday.", set()),
        ("“It's over,” she said on Monday.", set()),
        ("LORN — With Ana Kral gone, the port shut on Monday.", {"LORN", "Ana Kral"}),
        ("Abu al-Holt died on Monday.", {"Abu al-Holt"}),
    ],
)  # fmt: skip
def test_names(text: str, names: set[str]) -> None:
    (event,) = events(text)
    assert set(event.names) == names


def test_pronouns_and_offices_take_the_names_before() -> None:
    text = (
        "Lornish President Ana Kral called Jon Berg on Monday. He thanked her on June 29. "
        "The Lornish president wrote to Nordal in 2022."
    )
    first, second, third = events(text)
    assert {"Ana Kral", "Jon Berg"} <= set(first.names) & set(second.names)
    assert {"Ana Kral", "Nordal"} <= set(third.names)


NEWS = st.lists(
    st.sampled_from(
        "On Monday , . ; and but if who will not said met July 1 2022 Ana Kral Mr President the of "
        "– - in from to between since next week ago last year \n\n “ ” ' may would".split(" ")
    ),
    max_size=60,
).map(" ".join)


@given(NEWS | st.text(max_size=80), st.dates() | st.none())
def test_events_lie_in_the_text(text: str, published: date | None) -> None:
    for event in events(text, published):
        assert event.text in text[event.start : event.end]
        assert event.earliest <= event.latest
        assert event.precision not in {"decade", "century"}


@pytest.mark.parametrize(
    "piece", ["a, ", "on Monday ", " ", "Ana ", "A'", "with ing ", "who met, ", "if ", "2022-"]
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "they met in 2019 " + piece * size
        mentions = find_times(text, TUESDAY)
        start = time.process_time()
        dated_events(text, mentions, TUESDAY)
        return time.process_time() - start

    short, long = min(seconds(250) for _ in range(3)), seconds(4000)
    assert long < 80 * short + 0.3


def test_since_opens_a_clause_of_its_own() -> None:
    first, second = events("They talked on Monday, the first time since Ana Kral began on June 3.")
    assert "began" not in first.text
    assert second.text.startswith("since")


def test_what_somebody_is_found_guilty_of_denies_nothing() -> None:
    [found] = events("Karl Osten was found guilty of failing to pay on Monday.")
    assert found.certainty == "happened"
    [found] = events("Karl Osten failed to pay on Monday.")
    assert found.certainty == "denied"
