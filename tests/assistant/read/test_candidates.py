"""Spans snapped to words, names and units, and tied to their sentence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan import plan
from assistant.read.sentence import typed
from assistant.read.sentence.candidates import Candidate, around, find_candidates, trim
from assistant.read.sentence.phrase import short_for
from assistant.read.sentence.typed import agreement, entities, with_names
from assistant.read.spans.weighing import weigh
from assistant.span import Span
from assistant.types import Hit, Question
from assistant.verdict import Context
from index_store.types import Article, Passage
from tests.hits import candidate_of, hit_of

BODY = (
    "Mayor Ida Brandt of Orlan opened the bridge. It cost $9,000, the Orlan Steel Company said.\n\n"
    "About 12 percent of the money came from the Victoria Harbour Trust."
)
ARTICLE = Article(id="a", title="Bridge", body=BODY, published=date(2023, 5, 5))
HIT = Hit(
    passage=Passage(id="a:000", article_id="a", text=BODY, start=0, end=len(BODY)),
    article=ARTICLE,
    score=1.0,
)


class Fixed:
    """Gives the spans of the texts it was made with."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(self, question: str, passages: list[str], *, top: int = 5) -> list[list[Span]]:
        places = [(BODY.index(t), BODY.index(t) + len(t)) for t in self.texts]
        return [[Span(start=s, end=e, score=5.0, null=2.0) for s, e in places]]


def found(*texts: str) -> list[Candidate]:
    return find_candidates("?", [HIT], Fixed(*texts))


@pytest.mark.parametrize(
    ("span", "snapped"),
    [
        ("9,000", "$9,000"),
        ("da Brand", "Ida Brandt"),
        ("12", "About 12 percent"),
        (" Orlan opened the bridge.", "Orlan opened the bridge"),
    ],
)
def test_spans_are_snapped(span: str, snapped: str) -> None:
    assert found(span)[0].text == snapped


def test_a_candidate_knows_its_sentence_and_margin() -> None:
    candidate = found("$9,000")[0]
    assert candidate.sentence_text == "It cost $9,000, the Orlan Steel Company said."
    assert candidate.margin == 3.0


def test_a_span_over_a_paragraph_break_is_no_answer() -> None:
    assert found("said.\n\nAbout 12") == []


def test_names_are_widened_and_picked_out_of_long_spans() -> None:
    kept, names = with_names(
        "person", found("Brandt", "Mayor Ida Brandt of Orlan opened the bridge")
    )
    texts = [c.text for c in kept]
    assert "Ida Brandt" in texts
    assert len(kept) == len(names) == len(set(texts))
    assert agreement("person", kept[0], names[0]) == 1.0


@pytest.mark.parametrize(
    ("wanted", "text", "sign"),
    [
        ("money", "$9,000", 1),
        ("percent", "$9,000", -1),
        ("percent", "12 percent", 1),
        ("number", "Ida Brandt", -1),
        ("date", "the bridge", -1),
        ("duration", "the bridge", -1),
    ],
)
def test_types_agree_or_not(wanted: str, text: str, sign: int) -> None:
    value = agreement(wanted, found(text)[0], [])  # type: ignore[arg-type]
    assert value * sign > 0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("2.14 a.m.", 1),
        ("at 14:05", 1),
        ("shortly before nine o’clock", 1),
        ("around midnight", 1),
        ("10.5 million", -1),
        ("January 3", -1),
        ("a program", -1),
    ],
)
def test_a_time_of_the_day_is_told_by_the_clock(text: str, sign: int) -> None:
    candidate = replace(found("the bridge")[0], text=text)
    assert agreement("time", candidate, []) * sign > 0


def test_sentences_around_a_span_are_whole() -> None:
    assert around([(0, 10), (11, 20), (21, 30)], 8, 12) == (0, 20)
    assert around([(0, 10)], 15, 18) == (15, 18)


@given(text=st.text(max_size=60), start=st.integers(0, 60), length=st.integers(0, 60))
def test_trimming_stays_inside_the_text(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    first, last = trim(text, start, min(len(text), start + length))
    assert 0 <= first <= len(text)
    assert last <= len(text)


def test_names_that_were_found_before_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = "Ana Ruiz spoke in Lisbon on Friday.", "The harbour master spoke with Ana Ruiz."
    first = entities([one])
    monkeypatch.setattr(typed, "KEPT_SENTENCES", 1)  # what is kept is dropped in between
    both = entities([other, one, other])
    assert both == [entities([other])[0], first[0], both[0]]
    assert ("Lisbon", "GPE") in {(one[s:e], label) for s, e, label in both[1]}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("twelve pounds", 1),
        ("CHF 300", 1),
        ("the European Commission", -1),
        ("the 40 workers", -1),
        ("the 19th century", -1),
    ],
)
def test_money_is_told_by_its_currency(text: str, sign: int) -> None:
    hit = hit_of(f"Ida Brandt spoke of {text} in Orlan.", date(2023, 5, 5))
    assert agreement("money", candidate_of(hit, text), []) * sign > 0


@pytest.mark.parametrize(("noun", "may"), [("country", False), ("town", True)])
def test_the_town_of_a_dateline_is_no_country(noun: str, may: bool) -> None:
    hit = hit_of("HALE, May 4 (NWA) - Ida Brandt and Karl Osten discussed Orlan.", date(2023, 5, 5))

    class Town:
        def read(self, question: str, passages: list[str], *, top: int = 5) -> list[list[Span]]:
            return [[Span(start=0, end=len("HALE"), score=5.0, null=2.0)]]

    asked = f"Which {noun} did Brandt and Osten discuss?"
    _, _, possible = weigh(plan(Question(text=asked, asked_at=date(2023, 5, 6))), [hit], Town())
    assert list(possible) == [may]


def test_a_dateline_is_no_part_of_a_name_or_an_answer() -> None:
    text = "HALE, May 4 (NWA) - Ida Brandt left Orlan."
    (names,) = entities([text])
    assert (0, 4, "GPE") in names
    assert text.index("Ida") in {start for start, _, _ in names}
    article = Article(id="a", title="Bridge", body=text, published=date(2023, 5, 5))
    passage = Passage(id="a:000", article_id="a", text=text, start=0, end=len(text))

    class Whole:
        def read(self, question: str, passages: list[str], *, top: int = 5) -> list[list[Span]]:
            return [[Span(start=0, end=text.index(" left"), score=5.0, null=2.0)]]

    hit = Hit(passage=passage, article=article, score=1.0)
    assert find_candidates("?", [hit], Whole())[0].text == "Ida Brandt"


def test_a_long_span_over_two_sentences_is_no_name_or_number() -> None:
    over = found("Ida Brandt of Orlan opened the bridge. It cost $9,000")[0]
    assert typed.runs_over("person", over)
    assert typed.runs_over("date", over)
    assert not typed.runs_over("quotation", over)
    assert not typed.runs_over("number", found("the bridge. It cost")[0])


def test_an_office_by_its_letters_is_no_name() -> None:
    made = plan(Question(text="Who was CEO when Orlan Steel closed?", asked_at=date(2023, 6, 1)))
    assert made.names == ("Orlan Steel",)


def test_a_number_in_words_is_taken_whole() -> None:
    text = "Forty-five days after the first explosion they went home."
    assert text[slice(*trim(text, 6, 10))] == "Forty-five"
    text = "Thirty-one people, three of them guards, died."
    start, end = trim(text, 0, len("Thirty"))
    assert text[start:end] == "Thirty-one"


@pytest.mark.parametrize("span", ["20", "more than 20", "20 members"])
def test_no_more_than_a_number_is_not_more_than_it(span: str) -> None:
    text = "He promised a cabinet of no more than 20 members."
    start = text.index(span)
    assert text[slice(*trim(text, start, start + len(span)))].startswith("no more than 20")


@pytest.mark.parametrize("span", ["the continental U.S", "continental U.S."])
def test_the_full_stop_of_an_abbreviation_is_its_own(span: str) -> None:
    text = "He would not visit the continental U.S. before the vote."
    start = text.index(span)
    assert text[slice(*trim(text, start, start + len(span)))].endswith("U.S.")


@pytest.mark.parametrize(
    ("text", "taken"), [("It handed over 41 people.", "41"), ("It was over 41 metres.", "over 41")]
)
def test_over_belongs_to_a_number_unless_to_the_verb(text: str, taken: str) -> None:
    start = text.index("41")
    assert text[slice(*trim(text, start, start + 2))] == taken


def test_somebody_without_a_name_may_answer_who_it_was() -> None:
    hit = hit_of("Afterwards an adviser to the mayor told a boat of it.", date(2023, 5, 4))
    person, thing = (candidate_of(hit, t) for t in ("an adviser to the mayor", "a boat"))
    assert agreement("person", person, []) > 0 > agreement("person", thing, [])


def test_where_something_was_may_be_the_place_of_the_report() -> None:
    hit = hit_of("LUHOV - Seven hours of talks ended. They shook hands.", date(2023, 5, 4))
    talks = candidate_of(hit, "Seven hours of talks")
    found, _ = typed.with_names("place", [talks], where=True)
    assert "LUHOV" in [c.text for c in found]
    assert "LUHOV" not in [c.text for c in typed.with_names("place", [talks])[0]]
    place = candidate_of(hit, "LUHOV")
    where = plan(Question(text="Where did the talks end?", asked_at=date(2023, 6, 1)))
    assert short_for(where, place) == "Luhov"


def test_the_place_of_a_report_is_read_as_a_sentence_has_it() -> None:
    read: list[str] = []

    class Says:
        def weigh(self, questions: Sequence[str], contexts: Sequence[Context]) -> np.ndarray:
            read.extend(c.text for c in contexts)
            return np.full((len(contexts), 3), 1 / 3, dtype=np.float32)

    class Talks:
        def read(
            self, question: str, passages: Sequence[str], *, top: int = 5
        ) -> Sequence[Sequence[Span]]:
            return [[Span(start=8, end=19, score=1.0, null=0.0)] for _ in passages]

    hit = hit_of("LUHOV - Seven hours of talks ended.", date(2023, 5, 4))
    where = plan(Question(text="Where did the talks end?", asked_at=date(2023, 6, 1)))
    weigh(where, [hit], Talks(), Says())
    assert "In Luhov, Seven hours of talks ended." in read


def test_a_date_or_dateline_is_no_answer_to_what_asks_for_neither() -> None:
    body = "(Corrects the name)\n\nHALE, May 4 (NWA) - Ida Brandt resigned on May 3, 2023."
    hit = hit_of(body, date(2023, 5, 4))
    day, place, name = (candidate_of(hit, text) for text in ("May 3, 2023", "HALE", "Ida Brandt"))
    assert [typed.of_no_use("how", c) for c in (day, place, name)] == [True, True, False]
    assert not typed.of_no_use("date", day)
    assert not typed.of_no_use("place", place)
    year = candidate_of(hit_of("The fleet has 2023 ships.", date(2023, 5, 4)), "2023")
    assert not typed.of_no_use("number", year)


def test_what_has_no_number_is_no_number() -> None:
    hit = hit_of("The lorry cost 310 million thalers, the bridge 41 metres.", date(2023, 5, 4))
    lorry, price, metres = (candidate_of(hit, t) for t in ("lorry", "310 million thalers", "41"))
    assert [typed.of_no_use("money", c) for c in (lorry, price, metres)] == [True, False, False]
    assert [agreement("money", c, ()) for c in (price, metres)] == [0.5, -1.0]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("It killed about twelve people.", "twelve people", "about twelve people"),
        ("It cost more than thirty crowns.", "thirty crowns", "more than thirty crowns"),
        ("They lost 2 dozen.", "2", "2 dozen"),
    ],
)
def test_a_number_keeps_what_it_means_less_without(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*trim(text, start, start + len(part)))] == whole
