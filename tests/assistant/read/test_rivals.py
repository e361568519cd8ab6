"""Which of several dates in a sentence may be asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.read.order.occasions import occasions
from assistant.read.order.rivals import without_idle, without_retold
from assistant.read.sentence.tellings import tellings
from tests.assistant.read.test_chronology import PLAN, Span, hit

DAY = date(2025, 7, 4)


class Likes:
    """Finds each text of a table with its score."""

    def __init__(self, **scores: float) -> None:
        self.scores = {key.replace("_", " "): score for key, score in scores.items()}

    def read(self, question: str, passages: Sequence[str], *, top: int = 5) -> list[list[Span]]:
        del question, top
        return [
            [
                Span(p.index(w), p.index(w) + len(w), s, 0.0)
                for w, s in self.scores.items()
                if w in p
            ]
            for p in passages
        ]


def kept(question: str, sentence: str, reader: Likes, *, dates_asked: bool = True) -> list[str]:
    plan = replace(PLAN, operator="none", subjects=(), standalone_question=question)
    told = tellings([hit("s", DAY, sentence)])
    found = occasions(plan, told, [0.0] * len(told))
    left = without_idle(question, found, reader, dates_asked=dates_asked)
    return [o.mention.text for o in left if o.stated]


OUT = "Cleared out again on March 16, the people of Orlan went back on April 9."
ASKED = "When was everybody told to get out?"


def test_the_reader_says_which_of_two_dates_is_meant() -> None:
    assert kept(ASKED, OUT, Likes(March_16=4.0, April_9=-1.0)) == ["March 16"]
    assert kept(ASKED, OUT, Likes(March_16=-1.0, April_9=4.0)) == ["April 9"]
    # ... where it is sure of one, and finds the other far less.
    assert len(kept(ASKED, OUT, Likes(March_16=4.0, April_9=3.0))) == 2
    assert len(kept(ASKED, OUT, Likes(March_16=-1.0, April_9=-9.0))) == 2
    assert len(kept(ASKED, OUT, Likes(March_16=4.0, April_9=-1.0), dates_asked=False)) == 2


def test_a_clause_that_has_more_of_the_question_stays() -> None:
    told = "The two spoke on July 1, the first talks since Lund took office on June 9."
    assert "July 1" in kept("When did the two speak?", told, Likes(June_9=6.0, July_1=1.0))


def test_a_stretch_that_a_day_of_the_sentence_lies_in_is_no_date_of_its_own() -> None:
    told = "The two spoke on Tuesday, their third call this year."
    assert kept("When did the two speak?", told, Likes()) == ["Tuesday"]
    alone = "The two spoke for the third time this year."
    assert kept("When did the two speak?", alone, Likes()) == ["this year"]


def test_the_day_of_a_dateline_gives_way_to_a_date_in_the_sentence() -> None:
    told = "ORLAN, July 3 (NWA) - The bridge was opened again on Tuesday after a year of work."
    assert kept("When did the bridge open?", told, Likes()) == ["Tuesday"]


def test_the_report_dates_what_somebody_speaks_of_as_of_today() -> None:
    asked = "When did Lind and Kerr last speak?"
    plan = replace(PLAN, operator="last", subjects=("Lind", "Kerr"), standalone_question=asked)
    report = "Ada Lind spoke to Bo Kerr by telephone on Thursday."
    words = '"I spoke to Kerr today," Ada Lind told reporters on Friday.'

    def days(*texts: str) -> set[int]:
        told = [t for n, x in enumerate(texts) for t in tellings([hit(str(n), DAY, x)])]
        left = without_retold(occasions(plan, told, [0.0] * len(told)))
        return {
            o.earliest.day for o in left if o.stated and o.mention.text in {"today", "Thursday"}
        }

    assert days(f"{report} {words}") == {3}
    assert days(words) == {4}
    assert days(words, report) == {3, 4}  # another report may tell of another call
