"""Order in time: sentences dated, kept or left out, merged, and the right one taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from assistant.plan import plan as make_plan
from assistant.read.order.anchors import from_anchor
from assistant.read.order.chronology import answer, takes
from assistant.read.order.merging import merge
from assistant.read.order.occasions import COMPARED, occasions
from assistant.read.order.ordered import choose
from assistant.read.order.roles import exchanged, roles_of
from assistant.read.order.sure import sureness_said
from assistant.read.order.timed import asked_kind, plain_question, read
from assistant.read.sentence.about import namesake, other_of_series, puts_off, takes_part
from assistant.read.sentence.relevance import Remembered
from assistant.read.sentence.tellings import tellings
from assistant.types import Draft, Hit, Operator, Plan, Question, Window
from index_store.times import find_times
from index_store.types import Article, Passage

pytestmark = pytest.mark.usefixtures("rules_alone")


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    score: float
    null: float


class Words:
    """Finds every word of a list, the longer ones better."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, question: str, passages: Sequence[str], *, top: int = 5) -> list[list[Span]]:
        return [
            [Span(p.index(w), p.index(w) + len(w), len(w), 0.0) for w in self.words if w in p]
            for p in passages
        ]


def hit(article_id: str, day: date, body: str, title: str = "News") -> Hit:
    article = Article(id=article_id, title=title, body=body, published=day)
    times = tuple(find_times(body, day))
    passage = Passage(
        id=f"{article_id}:000",
        article_id=article_id,
        text=body,
        start=0,
        end=len(body),
        times=times,
    )
    return Hit(passage=passage, article=article, score=1.0)


CALL = hit(
    "a",
    date(2025, 7, 2),
    "Ada Lind and Bo Kerr spoke by telephone on July 1. They last talked in September 2022. "
    "Lind and Kerr will talk again on August 9. In April 2024 the ministers Moss and Hale spoke.",
    "Lind and Kerr speak",
)
PLAN = Plan(
    subjects=("Ada Lind", "Bo Kerr"),
    answer_type="date",
    operator="last",
    window=None,
    as_of=None,
    standalone_question="When did Lind and Kerr last speak?",
    asked_at=date(2025, 12, 1),
)


def told(plan: Plan, *hits: Hit, words: Sequence[str] = ()) -> Draft:
    draft = answer(plan, hits or [CALL], Words(*words))
    assert draft is not None
    return draft


def test_the_last_event_is_the_latest_past_one_with_all_who_took_part() -> None:
    draft = told(PLAN)
    assert draft.short == "July 1, 2025"
    assert [e.date for e in draft.events] == ["2022-09", "2025-07-01"]
    assert draft.claims[1].text.startswith("Before that, September 2022")


@pytest.mark.parametrize(
    ("operator", "window", "short"),
    [
        ("first", None, "September 2022"),
        ("before", Window(latest=date(2025, 6, 30)), "September 2022"),
        ("after", Window(earliest=date(2022, 10, 1)), "July 1, 2025"),
    ],
)
def test_the_operator_and_the_window_say_which(
    operator: Operator, window: Window | None, short: str
) -> None:
    assert told(replace(PLAN, operator=operator, window=window)).short == short


def test_what_is_still_to_come_is_given_by_the_newest_article() -> None:
    first = hit("p", date(2025, 1, 8), "The Queen Bridge is to open on March 3.")
    moved = hit("q", date(2025, 2, 9), "The Queen Bridge will not open before May 4.")
    plan = replace(
        PLAN,
        subjects=("Queen Bridge",),
        operator="none",
        standalone_question="When is the Queen Bridge due to open?",
    )
    assert told(plan, first, moved).short == "May 4, 2025"
    assert told(plan, first).short == "March 3, 2025"


def test_nothing_in_the_window_names_what_lies_just_outside() -> None:
    window = Window(earliest=date(2023, 1, 1), latest=date(2024, 12, 31))
    draft = told(replace(PLAN, operator="between", window=window))
    assert draft.short == ""
    assert draft.reason == "The articles tell of nothing of the kind in that time."
    assert draft.claims[0].text.startswith("September 2022")


def test_what_was_only_planned_has_not_happened() -> None:
    planned = hit(
        "p", date(2025, 7, 2), "Ada Lind will visit Gradec on August 9. Rain is expected."
    )
    plan = replace(
        PLAN,
        subjects=("Ada Lind", "Gradec"),
        operator="none",
        standalone_question="When did Ada Lind visit Gradec?",
    )
    draft = told(plan, planned)
    assert draft.short == ""
    assert "only announce" in draft.reason


def test_several_who_were_never_together_have_no_last_time() -> None:
    assert told(replace(PLAN, subjects=("Ada Lind", "Moss"))).short == ""


def test_before_an_event_counts_from_its_day() -> None:
    plan = replace(
        PLAN,
        operator="before",
        anchor="they spoke by telephone",
        standalone_question="When did Lind and Kerr talk before they spoke by telephone?",
    )
    assert told(plan).short == "September 2022"


def test_the_sentence_of_the_last_event_says_who() -> None:
    old = hit("o", date(2024, 3, 2), "Ida Brandt won the Lake Cup on March 1, 2024.")
    new = hit("n", date(2025, 3, 3), "Olaf Stern won the Lake Cup on March 2, 2025.")
    plan = replace(
        PLAN,
        subjects=("Lake Cup",),
        answer_type="person",
        standalone_question="Who last won the Lake Cup?",
    )
    assert told(plan, old, new, words=("Ida Brandt", "Olaf Stern")).short == "Olaf Stern"
    first = replace(plan, operator="first")
    assert told(first, old, new, words=("Ida Brandt", "Olaf Stern")).short == "Ida Brandt"


def test_all_days_are_listed_in_order() -> None:
    plan = replace(PLAN, operator="list", standalone_question="On which days did they speak?")
    assert told(plan).short == "September 2022 and July 1, 2025"


def test_days_are_listed_by_what_names_them_most_exactly() -> None:
    body = "Bo Kerr used a telephone call with Ada Lind on Sunday to ask for gas, an aide said."
    plan = replace(PLAN, operator="list", standalone_question="On which days did they speak?")
    draft = told(plan, CALL, hit("r", date(2022, 9, 11), body), words=("July 1", "September 2022"))
    assert draft.short == "September 11, 2022 and July 1, 2025"


def test_how_long_ago_is_counted_from_the_day_of_the_question() -> None:
    plan = replace(PLAN, standalone_question="How many days ago did they last speak?")
    assert told(replace(plan, as_of=date(2025, 7, 9))).short == "8 days (July 1, 2025)"
    assert told(replace(plan, as_of=date(2025, 7, 2))).short == "1 day (July 1, 2025)"


def test_other_questions_are_read_as_any_other() -> None:
    plan = replace(PLAN, answer_type="person", operator="none")
    assert not takes(plan)
    assert answer(plan, [CALL], Words()) is None
    assert answer(PLAN, [], Words()) is None
    assert not takes(replace(PLAN, operator="list", answer_type="list"))
    assert takes(replace(PLAN, operator="count", answer_type="number"))


def test_since_with_a_first_or_a_no_tells_of_the_time_before() -> None:
    news = hit("s", date(2025, 9, 26), "Rovers have not beaten Town since March 14, 2021.")
    plan = replace(
        PLAN,
        subjects=("Rovers", "Town"),
        standalone_question="When did Rovers last beat Town?",
    )
    assert told(plan, news).short == "March 14, 2021"


def test_the_first_since_gives_way_to_what_came_later() -> None:
    plan = replace(
        PLAN,
        operator="before",
        window=Window(latest=date(2025, 9, 30)),
        standalone_question="When did Lind and Kerr speak before October 1, 2025?",
    )
    july = "Lind and Kerr spoke by telephone on July 1, for the first time since September 2022."
    first = hit("j", date(2025, 7, 2), july)
    again = hit("o", date(2025, 9, 3), "Lind and Kerr spoke by telephone on September 2.")
    events = read(plan, [first, again], Words(), None).events
    assert any(o.bound for o in events)
    assert choose(plan, events, planned=False).earliest == date(2025, 9, 2)
    july_only = read(plan, [first], Words(), None).events
    before_it = [o for o in july_only if o.earliest < date(2025, 7, 1)]
    assert choose(plan, before_it, planned=False).earliest == date(2022, 9, 1)


def test_a_sentence_without_a_date_belongs_to_the_news_of_the_day() -> None:
    news = hit(
        "n",
        date(2025, 9, 29),
        "ASTLEY - The derby was won by Rovers late. On Sunday 9,000 people came to see the match.",
    )
    plan = replace(
        PLAN,
        subjects=("Rovers",),
        operator="none",
        standalone_question="When was the derby won by Rovers?",
    )
    draft = told(plan, news, words=("derby",))
    assert draft.short == "September 28, 2025"
    assert len(draft.claims[0].quotes) == 2


def test_tellings_of_one_day_are_one_event_and_a_day_counted_in_the_text_gives_way() -> None:
    other = hit(
        "b",
        date(2025, 7, 4),
        "Mr Trump and Bo Kerr spoke on Thursday, he said on Friday. Two days before, Bo Kerr had "
        "spoken to Ada Lind.",
    )
    draft = told(PLAN, CALL, other)
    assert draft.short == "July 1, 2025"
    both = tellings([CALL, CALL])
    found = occasions(PLAN, both, [0.0] * len(both))
    assert len(merge([*found, *found])) == len(merge(found))


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("When did A and B last speak?", "When did A and B speak?"),
        ("Who was the most recent visitor?", "Who was visitor?"),
        ("When did it fly for the first time?", "When did it fly?"),
    ],
)
def test_words_of_order_are_taken_out(asked: str, plain: str) -> None:
    assert plain_question(asked) == plain


def test_who_takes_part() -> None:
    first, second, third, fourth = tellings([CALL])
    names = ("Ada Lind", "Bo Kerr")
    assert takes_part(names, first) == 1.0
    assert takes_part(names, second) == 0.7  # they
    assert takes_part(names, third) == 1.0
    assert takes_part(names, fourth) < 0.7
    assert takes_part(("Zoe Amber",), first) < 0


@pytest.mark.parametrize(
    ("before", "sentence", "sure"),
    [
        # The subject of the sentence before, though another name stands in between.
        ("In May Kerr came to Lower Amber by train.", "In June he and Lind spoke.", True),
        ("Kerr went home by way of Amber Isle.", "He and Lind have not spoken since May 3.", True),
        ("Kerr and Lind met Zoe Amber.", "Zoe Amber and Lind spoke in June.", False),
        ("Kerr was silent. President Maria Santos spoke.", "In June she and Lind met.", False),
        ("Ada Lind stayed. Bo Kerr was glad.", "He telephoned her on Thursday.", True),
    ],
)
def test_whom_a_pronoun_means(before: str, sentence: str, sure: bool) -> None:
    telling = tellings([hit("p", date(2025, 7, 1), f"{before} {sentence}")])[-1]
    assert telling.text == sentence
    assert (takes_part(("Ada Lind", "Bo Kerr"), telling) > 0.5) is sure


def test_the_event_to_count_from_is_not_the_one_asked_about() -> None:
    fire = hit("f", date(2025, 8, 22), "A fire broke out in the Tolmin tunnel on August 21.")
    back = hit("b", date(2025, 9, 20), "Cars drove through the Tolmin tunnel again on Friday.")
    plan = replace(
        PLAN,
        subjects=("Tolmin",),
        operator="after",
        anchor="the fire in Tolmin",
        standalone_question="When was the tunnel back in use after the fire in Tolmin?",
    )
    said = told(plan, fire, back, words=["Friday", "August 21"])
    assert said.short == "Friday, September 19, 2025"


@pytest.mark.parametrize(
    ("operator", "word", "anchor", "days"),
    [
        ("list", "before", "the Hale summit", (None, "2025-03-01")),
        ("first", "before", "the Hale summit", (None, "2025-03-01")),
        ("none", "until", "the Hale summit", (None, "2025-03-02")),
        ("list", "since", "the Hale summit", ("2025-03-03", None)),
        ("after", "after", "the last summit", ("2025-03-03", None)),
        ("list", "between", "the Hale summit and the Orsk strike", ("2025-03-03", "2025-04-08")),
        ("list", "between", "the Hale summit and the flood in Tano", None),
    ],
)
def test_the_days_counted_from_an_event_lie_on_the_side_that_its_clause_names(
    operator: Operator, word: str, anchor: str, days: tuple[str | None, str | None] | None
) -> None:
    summit = hit("s", date(2025, 3, 3), "The summit in Hale was held on March 2.")
    strike = hit("t", date(2025, 4, 10), "The strike in Orsk began on April 9.")
    plan = replace(
        PLAN,
        operator=operator,
        anchor=anchor,
        anchor_word=word,
        subjects=(),
        standalone_question=f"On which days did Kast and Orme meet {word} {anchor}?",
    )
    found = from_anchor(plan, read(plan, [summit, strike], Words(), None))
    first, last = ((d and date.fromisoformat(d)) for d in days or (None, None))
    assert found == (Window(earliest=first, latest=last) if days else None)


def test_how_long_ago_a_year_was_is_not_counted_in_days() -> None:
    plan = replace(PLAN, standalone_question="How long ago did they last speak?")
    old = hit("o", date(2025, 7, 2), "Ada Lind and Bo Kerr last spoke by telephone in 2019.")
    assert told(plan, old).short == "6 years (2019)"


def test_another_of_a_series_and_a_moved_date() -> None:
    assert other_of_series("Kestrel 9", "Kestrel 5 flew in May")
    assert not other_of_series("Kestrel 9", "Kestrel 9 flew, not Kestrel 5")
    assert not other_of_series("Ada Lind", "Ada Moss")
    assert other_of_series("Emberline E3", "The maker recalled the Emberline E2 heater")
    assert not other_of_series("Emberline E3", "The Emberline E3 is to follow the Emberline E2")
    assert other_of_series("E2 Plus", "A new E2 went on sale")
    assert not other_of_series("E2 Plus", "The E2 Plus went on sale")
    assert puts_off("It was put back to April 9")
    assert not puts_off("He put the blame on her")


def test_vectors_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def embed(texts: Sequence[str]) -> np.ndarray:
        asked.append(list(texts))
        return np.array([[float(len(t)), 0.0] for t in texts], dtype=np.float32)

    kept = Remembered(embed)
    assert kept(["a", "bb", "a"]).tolist() == [[1, 0], [2, 0], [1, 0]]
    assert kept(["bb"]).tolist() == [[2, 0]]
    assert asked == [["a", "bb"]]
    monkeypatch.setattr("assistant.read.sentence.relevance.KEPT_VECTORS", 1)
    kept(["ccc"])
    kept(["ccc", "dddd"])
    assert asked[1:] == [["ccc"], ["dddd"]]


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        ("Queen Bridge", "The Duke's Bridge was shut in 2015.", True),
        ("Queen Bridge", "The bridge was shut in 2015.", False),
        ("Mount Asque", "Mount Sable erupted in 2019.", True),
        ("Mount Asque", "Asque erupted in 2011, Mount Sable in 2019.", False),
        ("Ada Lind", "President Lind spoke.", False),
        ("Ada Lind", "Bo Lind spoke.", True),
        ("Lind", "Bo Lind spoke.", False),
    ],
)
def test_namesakes(name: str, text: str, other: bool) -> None:
    assert namesake(name, text) is other


def test_who_beat_whom_is_not_the_other_way_round() -> None:
    won = hit("w", date(2025, 3, 3), "Astley Rovers beat Dunmere Town 2-1 on March 2, 2025.")
    lost = hit("l", date(2025, 5, 5), "Dunmere Town beat Astley Rovers 3-0 on May 4, 2025.")
    plan = replace(
        PLAN,
        subjects=("Astley Rovers", "Dunmere Town"),
        standalone_question="When did Astley Rovers last beat Dunmere Town?",
    )
    assert told(plan, won, lost).short.endswith("March 2, 2025")
    roles = roles_of("When did Astley Rovers beat Dunmere Town?")
    assert roles
    assert exchanged(roles, "Astley Rovers were beaten by Dunmere Town on Sunday.")
    assert not exchanged(roles, "Dunmere Town were beaten by Astley Rovers on Sunday.")
    assert roles_of("When did Lind meet Kerr?") is None


def test_a_report_goes_on_about_the_thing_in_its_headline() -> None:
    news = hit(
        "n",
        date(2025, 11, 17),
        "The navy is content. The rocket flew on Saturday and carried two satellites.",
        "Second Kestrel 9 flight a success",
    )
    plan = replace(
        PLAN, subjects=("Kestrel 9",), standalone_question="When did Kestrel 9 last fly?"
    )
    assert told(plan, news).short == "Saturday, November 15, 2025"


def test_a_telling_that_names_the_day_gives_it() -> None:
    month = hit("m", date(2025, 9, 2), "The Queen Bridge was shut in March, the county says.")
    day = hit("d", date(2025, 3, 20), "The Queen Bridge was shut on March 18 for a crack.")
    plan = replace(
        PLAN,
        subjects=("Queen Bridge",),
        operator="none",
        standalone_question="When was the Queen Bridge shut?",
    )
    assert told(plan, month, day).short == "March 18, 2025"


@pytest.mark.parametrize("anchor", ["this one", "the current outbreak"])
def test_the_one_before_this_one(anchor: str) -> None:
    news = hit(
        "n",
        date(2025, 5, 13),
        "The fever outbreak in Lumbria began on May 2. It is the first outbreak since 2018.",
    )
    plan = replace(
        PLAN,
        subjects=("Lumbria",),
        operator="before",
        anchor=anchor,
        standalone_question=f"When was the fever outbreak in Lumbria before {anchor}?",
    )
    assert told(plan, news).short == "2018"


def test_an_event_of_another_kind_is_no_answer() -> None:
    news = hit("n", date(2025, 5, 13), "Karel Domin lost the vote to Adela Brusk in November.")
    plan = replace(
        PLAN,
        subjects=("Adela Brusk",),
        operator="none",
        standalone_question="On what date did Adela Brusk open the museum of glass?",
    )
    draft = told(plan, news)
    assert draft.short == ""
    assert draft.confidence < 0.35


def test_a_date_that_was_given_up_is_not_the_planned_one() -> None:
    news = hit("n", date(2025, 5, 26), "The vaccine is due on June 4 instead of on May 30.")
    plan = replace(
        PLAN,
        subjects=(),
        operator="none",
        standalone_question="When is the vaccine expected?",
    )
    assert told(plan, news, words=("June 4",)).short == "June 4, 2025"


def test_until_when_asks_for_the_end() -> None:
    news = hit(
        "n",
        date(2025, 5, 10),
        "The ban on fishing in Sarro begins on May 19. Fishing is banned in Sarro until July 1.",
    )
    plan = replace(
        PLAN,
        subjects=("Sarro",),
        operator="none",
        standalone_question="Until when is fishing banned in Sarro?",
    )
    assert told(plan, news, words=("July 1",)).short == "July 1, 2025"


def test_the_news_of_a_day_comes_last_though_another_sentence_names_the_day() -> None:
    old = hit("o", date(2025, 3, 3), "Astley Rovers beat Dunmere Town on March 2.")
    new = hit(
        "n",
        date(2025, 9, 29),
        "It rained in Astley on Sunday. Astley Rovers beat Dunmere Town 2-1 late.",
    )
    plan = replace(
        PLAN,
        subjects=("Astley Rovers", "Dunmere Town"),
        standalone_question="When did Astley Rovers last beat Dunmere Town?",
    )
    found = read(plan, [old, new], Words("Astley Rovers"), None)
    level = replace(found, events=tuple(replace(o, fit=5.0) for o in found.events if o.alike))
    kept = asked_kind(level, planned=False, several=True)
    assert {o.earliest for o in kept} == {date(2025, 3, 2), date(2025, 9, 28)}
    far = replace(found, events=tuple(replace(o, fit=9.0 * o.stated) for o in level.events))
    kept = asked_kind(far, planned=False, several=True)
    assert {o.earliest for o in kept} == {date(2025, 3, 2)}


def test_how_sure_an_answer_is_that_is_no_date() -> None:
    reading = read(PLAN, [CALL], Words("July 1"), None)
    best, worst = reading.events[0], reading.events[-1]
    assert sureness_said(reading, best, 6.0, None) > 0.6
    assert sureness_said(reading, best, 6.0, None) > sureness_said(reading, best, -6.0, None)
    assert sureness_said(reading, worst, 0.0, None) < sureness_said(reading, best, 0.0, None)
    elsewhere = Window(earliest=date(1990, 1, 1), latest=date(1990, 12, 31))
    asked = replace(reading, plan=replace(PLAN, operator="none", window=elsewhere))
    assert sureness_said(asked, best, 0.0, elsewhere) < sureness_said(asked, best, 0.0, None)


@pytest.mark.parametrize(
    ("words", "compared"),
    [
        ("It lasted longer than the one in ", True),
        ("It killed fewer people than in ", True),
        ("The toll is above that of ", True),
        ("The palace said that on ", False),
        ("It was signed on ", False),
    ],
)
def test_a_date_that_something_is_compared_with(words: str, compared: bool) -> None:
    assert bool(COMPARED.search(words)) == compared


def test_days_are_listed_though_nothing_but_the_verb_is_past() -> None:
    body = (
        "Ada Lind and Bo Kerr spoke by telephone on July 1. They talked on March 3. "
        "Lind and Kerr spoke on May 9 as well."
    )
    plan = replace(
        PLAN, operator="list", standalone_question="List the days on which Lind and Kerr spoke."
    )
    draft = told(plan, hit("l", date(2025, 7, 2), body))
    assert draft.short == "March 3, 2025; May 9, 2025; July 1, 2025"


def test_a_calling_off_is_what_happened_when_it_is_asked_for() -> None:
    report = hit("c", date(2025, 4, 10), "The launch of Kestrel was called off on April 9.")
    plan = replace(PLAN, subjects=("Kestrel",), operator="none")
    asked = replace(plan, standalone_question="When was the launch of Kestrel called off?")
    assert told(asked, report).short == "April 9, 2025"
    asked = replace(plan, standalone_question="When was the launch of Kestrel?")
    assert not told(asked, report).short


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Rovers have not beaten Town since a 3-1 win at Hale in 2007.", "2007"),
        ("Rovers are trying to beat Town for the first time since 2008.", "2008"),
        (
            "Rovers are in the final for the first time since losing in 2022 and hope to beat Town "
            "for the first time since 2008.",
            "2008",
        ),
    ],
)
def test_none_since_a_day_tells_the_last_one(sentence: str, day: str) -> None:
    plan = replace(
        PLAN, subjects=("Rovers", "Town"), standalone_question="When did Rovers last beat Town?"
    )
    assert told(plan, hit("s", date(2025, 9, 26), sentence)).short == day


def test_since_an_event_of_another_kind_dates_that_event() -> None:
    news = hit(
        "s",
        date(2026, 1, 14),
        "Lind and Kerr spoke on Tuesday, the first call since Kerr took office on December 9.",
    )
    plan = replace(
        PLAN,
        subjects=("Lind", "Kerr"),
        operator="before",
        window=Window(latest=date(2025, 12, 31)),
        standalone_question="Before January 2026, when did Lind and Kerr last speak?",
    )
    assert "December 9" not in told(plan, news).short


def test_the_month_of_an_event_to_count_from_does_not_hide_what_came_that_month() -> None:
    asked = make_plan(
        Question(
            text="When did Lind and Kerr speak before the Hale vote in May 2025?",
            asked_at=date(2025, 8, 1),
        )
    )
    assert asked.anchor == "the Hale vote in May 2025"
    vote = hit("v", date(2025, 5, 21), "The Hale vote was held on May 20, 2025.")
    call = hit("c", date(2025, 5, 13), "Lind and Kerr spoke by telephone on May 12, 2025.")
    assert told(asked, vote, call).short == "May 12, 2025"
