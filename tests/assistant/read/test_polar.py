from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.order.ordered import NOTHING_THEN
from assistant.read.sentence.assertion import as_statement, read_assertion
from assistant.read.sentence.predicates import akin, opposite
from assistant.read.sentence.syntax import Stance, parse, stance
from assistant.read.yes_no import polar
from assistant.read.yes_no.polar import witnesses
from assistant.types import Hit, Question
from index_store.types import Article, Passage
from tests.hits import hit_of

BODY = (
    "ORLAN - The mayor of Orlan, Ida Brandt, opened the Karsund bridge on May 4. "
    "The lift at the east end was not finished.\n\n"
    "Nordhavn Steel said that it would not appeal against the fine of 300 crowns. "
    "A report that the mayor had been hurt is wrong, her office said.\n\n"
    "The regatta that was planned for May 9 has been called off. "
    "The old ferry will be sold in June. The library stays open.\n\n"
    "Karl Osten, who led the works, left the company in April. "
    "Nobody was injured when the crane fell. Lena Vik could win the vote in autumn."
)
DAY = date(2023, 5, 5)
HIT = hit_of(BODY, DAY)


def ask(question: str) -> tuple[str, str, str]:
    made = plan(Question(text=question, asked_at=date(2023, 5, 6)))
    draft = polar.answer(made, [HIT])
    return draft.short, draft.reason, " ".join(claim.text for claim in draft.claims)


@pytest.mark.parametrize(
    ("question", "short", "quoted"),
    [
        ("Did Ida Brandt open the Karsund bridge?", "Yes", "opened the Karsund bridge"),
        ("Was the Karsund bridge opened by the mayor?", "Yes", "opened the Karsund bridge"),
        ("Was the lift at the east end finished?", "No", "not finished"),
        ("Will Nordhavn Steel appeal against the fine?", "No", "would not appeal"),
        ("Has the mayor of Orlan been hurt?", "No", "is wrong"),
        ("Did the regatta take place?", "No", "called off"),
        ("Is the library closed?", "No", "stays open"),
        ("Is the library open?", "Yes", "stays open"),
        ("Was anyone injured when the crane fell?", "No", "Nobody"),
        ("Will the old ferry be sold?", "Yes", "sold in June"),
        ("Was the fine for Nordhavn Steel 500 crowns?", "No", "300 crowns"),
    ],
)
def test_the_clause_that_holds_the_predicate_decides(
    question: str, short: str, quoted: str
) -> None:
    said, reason, text = ask(question)
    assert (said, reason) == (short, "")
    assert text.startswith(f"{short}: “")
    assert quoted in text


@pytest.mark.parametrize(
    "question",
    [
        "Did Karl Osten open the Karsund bridge?",
        "Did Lena Vik win the vote?",
        "Did Ida Brandt open the Karsund bridge on May 2?",
        "Did Ida Brandt sell the Karsund bridge?",
    ],
)
def test_what_no_sentence_settles_is_not_answered(question: str) -> None:
    assert ask(question)[0] == ""


def test_a_plan_is_no_yes_about_the_past() -> None:
    short, reason, text = ask("Was the old ferry sold?")
    assert short == ""
    assert "announce" in reason
    assert "will be sold in June" in text


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("She refused to sign the treaty.", "sign", Stance(denied=True)),
        ("He said no to a second term.", "term", Stance(denied=True)),
        ("They plan to build a dam.", "build", Stance(planned=True)),
        ("They announced on Monday that the hornet has been wiped out.", "wiped", Stance()),
        ("They announced that a dam will be built.", "built", Stance(planned=True)),
        ("They announced a visit to Orlan.", "visit", Stance(planned=True)),
        ("Whether he lied is being looked into.", "lied", Stance(unsaid=True)),
        ("He did not say that she had left.", "left", Stance(unsaid=True)),
        ("The man who did not pay was arrested.", "arrested", Stance()),
        ("She did not concede and asked for a recount.", "asked", Stance()),
        ("There is no doubt that the dam holds.", "holds", Stance()),
        ("Not only the dam broke.", "broke", Stance()),
        ("I did not do it for a visit.", "visit", Stance()),
        ("He did not ask for a visit.", "visit", Stance(denied=True, planned=True)),
    ],
)
def test_a_word_is_denied_or_put_off_by_its_own_clause(
    sentence: str, word: str, expected: Stance
) -> None:
    assert stance(next(t for t in parse(sentence) if t.text == word)) == expected


def test_a_resignation_turned_down_once_is_no_denial_that_one_stepped_down() -> None:
    hit = hit_of(
        "Ida Lind, the head whose resignation the board turned down in May, stepped down today.",
        date(2025, 6, 3),
    )
    made = plan(Question(text="Did Ida Lind resign?", asked_at=date(2025, 6, 4)))
    assert [w.verdict for w in polar.witnesses(made, [hit])] == ["yes"]


def test_questions_are_parsed_as_statements() -> None:
    assert as_statement("Was the number of burns lowered?").text == (
        "The number of burns was lowered."
    )
    assert as_statement("Did Nikola Selm concede?").text == "Nikola Selm did concede."
    assert as_statement("Who won?").text == "Who won?"


def test_words_of_one_meaning_and_of_the_opposite() -> None:
    assert akin("step-down", "resign")
    assert akin("talk", "conversation")
    assert not akin("open", "close")
    assert opposite("open", "close")


def test_what_one_of_two_did_with_somebody_else_is_no_yes():
    body = (
        "Ida Brandt met Karl Osten in May. In June the engineer Lena Vik and her deputy, a friend "
        "of Ida Brandt, held talks in Orlan. Few mayors have met him since."
    )
    article = Article(id="a2", title="Brandt and Osten at odds", body=body, published=DAY)
    passage = Passage(id="a2:000", article_id="a2", text=body, start=0, end=len(body), kind="body")
    made = plan(Question(text="Did Ida Brandt and Karl Osten hold talks?", asked_at=DAY))
    draft = polar.answer(made, [Hit(passage=passage, article=article, score=1.0)])
    assert draft.short == ""


def test_the_month_of_may_plans_nothing() -> None:
    asked = plan(Question(text="Did Ida Brandt open the bridge in May?", asked_at=DAY))
    assert not read_assertion(asked, {}).ahead
    asked = plan(Question(text="Is it true that Ida Brandt may open the bridge?", asked_at=DAY))
    assert read_assertion(asked, {}).ahead


@pytest.mark.parametrize(
    ("clause", "day", "within"),
    [
        ("after May 4", 4, False),
        ("after May 4", 5, True),
        ("since May 4", 4, True),
        ("since May 4 this year", 4, True),
        ("since the call of May 4", 4, False),
        ("since the call of May 4", 5, True),
        ("since May 2023", 1, True),
        ("before May 4", 4, False),
    ],
)
def test_which_days_a_clause_of_time_leaves(clause: str, day: int, within: bool) -> None:
    text = f"Have Karl Osten and Ida Brandt spoken {clause}?"
    asked = plan(Question(text=text, asked_at=date(2023, 6, 6)))
    assert polar.in_days(asked, (), date(2023, 5, day)) is within


@pytest.mark.parametrize(
    ("question", "short", "reason"),
    [
        ("Did Karl Osten and Ida Brandt speak this week?", "Yes", ""),
        ("Have Karl Osten and Ida Brandt spoken since May 3, 2023?", "Yes", ""),
        ("Did Karl Osten and Ida Brandt speak in April 2023?", "", NOTHING_THEN),
        ("Did Karl Osten and Ida Brandt speak in March 2023?", "No", ""),
    ],
)
def test_only_what_happened_in_the_days_asked_about_is_a_yes(
    question: str, short: str, reason: str
) -> None:
    spoke = hit_of("Karl Osten rang Ida Brandt on Wednesday.", DAY, key="a1")
    silent = hit_of("Karl Osten and Ida Brandt did not speak in March.", date(2023, 4, 2), key="a2")
    hits = [spoke] if "April" in question else [spoke, silent]
    draft = polar.answer(plan(Question(text=question, asked_at=date(2023, 5, 6))), hits)
    assert (draft.short, draft.reason) == (short, reason)


def test_who_bears_a_title_and_will_do_something_is_only_announced_to_do_that() -> None:
    told = hit_of("Mayor Ida Brandt will visit Orlan on May 9, her office said.", date(2023, 5, 5))
    asked = plan(Question(text="Is Ida Brandt still mayor?", asked_at=date(2023, 5, 6)))
    assert {w.verdict for w in witnesses(asked, [told])} <= {"yes", ""}
