"""Which of two drafts is given: the model's or the built-in reader's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from assistant.read.beside import settle, with_day
from assistant.read.extractive import ExtractiveReader
from assistant.read.llm import DECLINED, LlmReader
from assistant.types import Claim, DatedEvent, Draft, Hit, Plan, Step
from assistant.verify import fault_of
from index_store.types import Article
from tests.assistant.read.test_llm import HIT, PLAN, FakeModel, hit_of

CLAIM = Claim(text="It cost 12 million crowns.", quotes=(("a1", 0, 5),))


def draft(short: str, confidence: float = 0.7, reason: str = "") -> Draft:
    return Draft(short=short, claims=(CLAIM,), confidence=confidence, reason=reason)


OWN = replace(draft("12 million crowns"), order=("p2", "p1"))


@dataclass
class Opinion:
    """Says of the built-in reader's answer what it is told to, and counts."""

    chance: float | None = 0.7
    asked: list[Draft] = field(default_factory=list)

    def __call__(self, other: Draft) -> float | None:
        self.asked.append(other)
        return self.chance


@pytest.mark.parametrize(
    ("said", "own", "chance", "given"),
    [
        # Both say the same: the model's wording, and nothing more is asked.
        (draft("It cost 12 million crowns, the town said."), OWN, 0.9, "It cost 12 million"),
        # They differ: whichever the model believes more.
        (draft("30 lorries", 0.6), OWN, 0.9, "12 million"),
        (draft("30 lorries", 0.9), OWN, 0.6, "30 lorries"),
        (draft("30 lorries", 1.0), OWN, None, "30 lorries"),
        # The model's answer fell.
        (draft("30 lorries", reason="not borne out"), OWN, 0.4, "12 million"),
        (draft("30 lorries", reason="not borne out"), OWN, 0.1, ""),
        (draft("30 lorries", reason="not borne out"), OWN, None, "12 million"),
        # The built-in reader's own is likelier wrong than right.
        (draft("30 lorries", 0.6), replace(OWN, confidence=0.4), 0.9, "30 lorries"),
        (draft("30 lorries", reason="not borne out"), replace(OWN, confidence=0.4), 0.9, ""),
        # The built-in reader left it alone.
        (draft("30 lorries", 0.9), draft("", reason="detail"), None, "30 lorries"),
        (draft("30 lorries", 0.7), draft("", reason="detail"), None, ""),
    ],
)
def test_the_draft_that_stands_better_is_given(
    said: Draft, own: Draft, chance: float | None, given: str
) -> None:
    found = settle(said, own, Opinion(chance), 0.5, declined=False)
    assert found.order == own.order
    assert bool(found.reason) == (given == "")
    assert found.reason or found.short.startswith(given)


def test_a_model_that_declines_and_cannot_say_how_sure_it_is_is_believed() -> None:
    declined = Draft(short="", claims=(), confidence=0.0, reason=DECLINED)
    assert settle(declined, OWN, Opinion(None), 0.5, declined=True).reason == DECLINED
    assert settle(declined, OWN, Opinion(0.6), 0.5, declined=True).short == OWN.short
    assert settle(declined, OWN, Opinion(0.1), 0.5, declined=True).reason == DECLINED


def test_the_model_is_asked_once_at_most_and_not_where_both_agree() -> None:
    opinion = Opinion()
    settle(draft("12 million"), OWN, opinion, 0.5, declined=False)
    assert opinion.asked == []
    found = settle(draft("30 lorries", 0.6), OWN, opinion, 0.5, declined=False)
    assert opinion.asked == [OWN]
    assert found.dropped == ("30 lorries (what the model answered)",)


def test_the_day_that_a_models_sentence_means_is_put_in_its_place() -> None:
    day = Claim(text="Tuesday, July 1, 2025: “…”", quotes=(("a1", 0, 40),))
    own = Draft(short="Tuesday, July 1, 2025", claims=(day,), confidence=0.6)
    event = DatedEvent(
        date="2025-07-01", precision="day", text="", article_id="a1", start=5, end=30
    )
    repeated = Claim(text="They spoke on Tuesday.", quotes=(("a1", 0, 40),))
    said = Draft(
        short="They spoke on Tuesday.", claims=(repeated, CLAIM), confidence=0.7, events=(event,)
    )
    found = with_day(said, own)
    assert (found.short, found.claims) == (own.short, (day, CLAIM))
    terse = replace(said, short="Tuesday", claims=(replace(repeated, text="Tuesday: “…”"),))
    assert with_day(terse, own).short == own.short
    month = replace(said, short="In July.")
    assert with_day(month, own).short == own.short
    of_another_day = replace(said, events=(replace(event, date="2025-07-08"),))
    assert with_day(of_another_day, own) is of_another_day
    told = replace(said, short="They spoke on Tuesday, 1 July 2025.")
    assert with_day(told, own) is told
    full = replace(said, short="They spoke on 8 July 2025, a week after Tuesday.")
    assert with_day(full, own) is full
    years = replace(said, short="They spoke in 2022 and 2025.")
    assert with_day(years, own) is years
    assert with_day(said, replace(own, reason="detail")) is said


class Own:
    """A built-in reader that gives one draft."""

    name = "extractive"

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        yield self.draft


def test_the_reader_with_a_model_gives_the_other_answer_where_the_models_falls() -> None:
    start = HIT.article.body.index("It cost")
    own = Draft(
        short="12 million crowns",
        claims=(Claim(text="12 million crowns", quotes=(("a1", start, start + 41),)),),
        confidence=0.6,
        order=(HIT.passage.id,),
    )
    model = FakeModel(*["It cost 99 million crowns [1]."] * 2, yes=0.7)
    reader = LlmReader(
        model=model, count_tokens=len, fault_of=fault_of, own=cast("ExtractiveReader", Own(own))
    )
    *_, found = reader.read(PLAN, [HIT])
    assert isinstance(found, Draft)
    assert (found.short, found.reason, found.reader) == ("12 million crowns", "", "extractive")
    assert found.unchecked == "It cost 99 million crowns [1]."
    assert any("99 million" in part for part in found.dropped)
    *_, alone = replace(reader, model=FakeModel(*["It cost 99 [1]."] * 2), always_ask=True).read(
        PLAN, [HIT]
    )
    assert isinstance(alone, Draft)
    assert alone.reason


def test_the_passages_that_the_model_reads_are_those_the_reader_puts_first() -> None:
    other = hit_of(Article(id="a9", title="Ferry", body="The ferry to Skarn is late."))
    own = Draft(short="", claims=(), confidence=0.0, reason="detail", order=(HIT.passage.id,))
    model = FakeModel("NOT IN THE ARTICLES")
    reader = LlmReader(
        model=model,
        count_tokens=len,
        fault_of=fault_of,
        own=cast("ExtractiveReader", Own(own)),
        context_tokens=len(HIT.passage.text) + 50,
    )
    list(reader.read(PLAN, [other, HIT]))
    assert "bridge" in model.history[0][1]
    assert "ferry" not in model.history[0][1]
