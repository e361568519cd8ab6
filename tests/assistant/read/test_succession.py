"""Who took over an office from whom, in the words that news has for it."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.modality import NOT_SAID
from assistant.plan import plan
from assistant.read.holders.follows import without_leaving
from assistant.read.holders.succession import asked, handovers, neighbour, now
from assistant.read.order.chronology import answer
from assistant.read.sentence.printed import quotation
from assistant.read.sentence.tellings import tellings
from assistant.types import Draft, Hit, Operator, Plan, Question
from tests.assistant.read.test_chronology import Words, hit

PLAN = Plan(
    subjects=("Norrel Mills", "Ada Lind"),
    answer_type="person",
    operator="after",
    window=None,
    as_of=None,
    standalone_question="Who leads Norrel Mills after Ada Lind?",
    asked_at=date(2025, 12, 1),
    anchor="Ada Lind",
)


@pytest.mark.parametrize(
    "text",
    [
        "Bo Kerr succeeded Ada Lind as head of Norrel Mills on Monday.",
        "Bo Kerr, who took over as head of Norrel Mills from Ada Lind in May, was pleased.",
        "Ada Lind was replaced by Bo Kerr at Norrel Mills.",
        "Ada Lind, head of Norrel Mills, handed over the keys to Bo Kerr.",
        "Ada Lind's successor at the mills, Bo Kerr, spoke.",
        "Ada Lind left Norrel Mills in May. Her successor is Bo Kerr.",
        "Ada Lind left Norrel Mills in May. Bo Kerr will be her successor.",
        "Ada Lind left Norrel Mills in May. Her deputy, Bo Kerr, follows her.",
        "Bo Kerr is the successor of Ada Lind at Norrel Mills.",
        "Bo Kerr leads Norrel Mills now. His predecessor, Ada Lind, went home.",
        "Ada Lind stepped down. Bo Kerr, the head of finance, takes over until June.",
        "Zoe Amber was asked in June. Ada Lind left on Friday. Bo Kerr takes over until May.",
        "Ada Lind quit on Friday. She had quarrelled with Cy Moss. She is succeeded by Bo Kerr.",
        "Ada Lind wept. Cy Moss let her go in May and named Bo Kerr, a judge, in her place.",
        "The mills dismissed Ada Lind. Her aide, Cy Moss, wept. Bo Kerr was chosen to succeed her.",
        "Ada Lind died on Monday. In her place, Cy Moss, the owner, appointed Bo Kerr.",
        "Bo Kerr, head since her predecessor left, spoke. Ada Lind, her predecessor, wept.",
        "Bo Kerr's predecessor as envoy to Orlan, Ada Lind, is back.",
        "Cy Moss named Bo Kerr, an aide, as the new envoy. Her predecessor, Ada Lind, wept.",
        "Cy Moss won. Prosecutor Ada Lind moved to Hale in March; her successor, Bo Kerr, spoke.",
        "He met Cy Moss.\n\nAda Lind, an aide, gave up the post; she is succeeded by Bo Kerr.",
        "A shop in Corva closed. Ada Lind is no longer coach; her successor, Bo Kerr, is 40.",
        "Cy Moss wept. Ada Lind was told that the board had appointed in her place Dr. Bo Kerr.",
        "Ada Lind is old. Today she goes to Hale with Cy Moss on what is to be her last trip: she "
        "retires in May and will be followed by Bo Kerr.",
        "In Corva, Ada Lind, who is ill, was succeeded in June by the judge Bo Kerr.",
        "Hale chairman Ada Lind was replaced last Friday by Bo Kerr.",
        "Cy Moss won. Its secretary, Dr Ada Lind, was let go after saying on air that it is so; "
        "Dr Bo Kerr succeeds her.",
        '"It will," said Bo Kerr, who took over as head of the company from Ada Lind on May 1.',
        "PEOPLE — Bo Kerr takes over the Hale desk on March 1 from Ada Lind.",
        "Torvane's founder, Ada Lind, has handed over to her Swiss deputy, Bo Kerr.",
        "Prime Minister Ada Lind lost the election of May 5 to Bo Kerr.",
        "Ada Lind, the mayor of Corva, lost Sunday's run-off to the teacher Bo Kerr.",
    ],
)
def test_who_took_over(text: str) -> None:
    found = handovers(tellings([hit("n", date(2025, 6, 2), text)]))
    pairs = {(h.new, h.old) for h in found}
    assert ("Bo Kerr", "Ada Lind") in pairs
    assert ("Bo Kerr", "Cy Moss") not in pairs


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind met Bo Kerr, and rain followed.",
        "Her successor as mayor of Corva will be elected in February.",
        "Ada Lind and Bo Kerr took over the stage.",
        "Ada Lind, who became mayor when her predecessor left, won the race for mayor of Corva.",
        "Ada Lind was there. Her predecessor met Bo Kerr in May.",
        "Ada Lind took her place at the table beside Bo Kerr.",
        "Cy Moss won. Ada Lind, the owner, said her successor would be Bo Kerr.",
        "Her deputy, Ada Lind, stays; her successor, Bo Kerr, wept.",
        "Cy Moss and Ada Lind let go of the rope, and her successor, Bo Kerr, fell.",
        "Ada Lind was followed onto the stage by Bo Kerr.",
        "Cy Moss won. It made Ada Lind rich, and the board named Bo Kerr in her place.",
        "A shop in Saldanha closed. Her successor, Bo Kerr, is 40.",
        "Mayor Ada Lind lost the debate to Bo Kerr.",
        "Prime Minister Ada Lind lost the vote on the budget to Bo Kerr's party.",
        "Former president Ada Lind lost the election to Bo Kerr.",
        "Mayor Ada Lind lost the election for governor to Bo Kerr.",
    ],
)
def test_nobody_took_over(text: str) -> None:
    assert handovers(tellings([hit("n", date(2025, 6, 2), text)])) == []


OLD = hit("o", date(2025, 1, 5), "Ada Lind, the head of Norrel Mills, wept.")
NEW = hit("n", date(2025, 6, 2), "Bo Kerr succeeded Ada Lind as head of Norrel Mills.")
NEWER = hit("m", date(2025, 9, 2), "Cy Moss took over Norrel Mills from Bo Kerr on Friday.")


@pytest.mark.parametrize(
    ("operator", "anchor", "who"),
    [
        ("after", "Ada Lind", "Bo Kerr"),
        ("before", "Bo Kerr", "Ada Lind"),
        ("after", "Kerr", "Cy Moss"),
    ],
)
def test_who_came_right_after_or_before(operator: Operator, anchor: str, who: str) -> None:
    plan = replace(PLAN, operator=operator, anchor=anchor, subjects=("Norrel Mills", anchor))
    draft = neighbour(plan, [OLD, NEW, NEWER])
    assert draft is not None
    assert draft.short == who


def test_a_surname_that_one_person_has_finds_who_came_before_without_the_place() -> None:
    plan = replace(
        PLAN,
        subjects=("Hale", "Kerr"),
        operator="before",
        anchor="Kerr",
        standalone_question="Who ran the government in Hale before Kerr?",
    )
    told = hit("o", date(2025, 1, 5), "Kerr's predecessor, Ada Lind, had refused all contact.")
    one = hit("n", date(2025, 6, 2), "Prime Minister Bo Kerr came to Orlan.")
    draft = neighbour(plan, [told, one])
    assert draft is not None
    assert draft.short == "Ada Lind"
    two = hit("m", date(2025, 6, 3), "The mayor, Ida Kerr, left.")
    assert neighbour(plan, [told, one, two]) is None


def test_one_called_new_in_the_office_came_after() -> None:
    plan = replace(
        PLAN,
        standalone_question="Who is chairman of Norrel Mills after Ada Lind?",
    )
    news = hit("c", date(2025, 7, 1), "The new chairman of Norrel Mills is Bo Kerr, a judge.")
    draft = neighbour(plan, [OLD, news])
    assert draft is not None
    assert draft.short == "Bo Kerr"
    assert neighbour(plan, [OLD]) is None


def test_one_who_took_over_another_office_came_not_after_in_this_one() -> None:
    plan = replace(
        PLAN,
        operator="before",
        anchor="Bo Kerr",
        subjects=("Bo Kerr",),
        standalone_question="Who was foreign minister before Bo Kerr?",
    )
    envoy = hit("e", date(2025, 9, 1), "Bo Kerr's predecessor as envoy to Orlan, Cy Moss, spoke.")
    told = hit("o", date(2025, 5, 1), "Ada Lind resigned. She is succeeded by Bo Kerr, the envoy.")
    draft = neighbour(plan, [envoy, told])
    assert draft is not None
    assert draft.short == "Ada Lind"
    assert neighbour(plan, [envoy]) is None


def held_by(who: str, source: Hit) -> Draft:
    end = len(source.article.body)
    return Draft(short=who, claims=(quotation(source.article, 0, end),), confidence=0.6)


def test_whoever_took_over_since_holds_the_office_now() -> None:
    plan = replace(
        PLAN,
        operator="none",
        anchor="",
        subjects=("Norrel Mills",),
        standalone_question="Who heads Norrel Mills?",
    )
    draft = held_by("Ada Lind", OLD)
    assert now(plan, [OLD, NEW, NEWER], draft).short == "Cy Moss"
    assert now(plan, [OLD, NEW], draft).short == "Bo Kerr"
    assert now(plan, [OLD], draft) == draft
    unsure = replace(draft, reason="The articles do not say it.")
    assert now(plan, [OLD, NEW], unsure) == unsure
    past = replace(plan, standalone_question="Who headed Norrel Mills?")
    assert now(past, [OLD, NEW], draft) == draft
    record = replace(plan, standalone_question="Who is the first woman to head Norrel Mills?")
    assert now(record, [OLD, NEW], draft) == draft


def test_who_left_is_not_in_office_though_nobody_is_said_to_follow() -> None:
    plan = replace(
        PLAN,
        operator="none",
        anchor="",
        subjects=("Orlan",),
        standalone_question="Who is Orlan's foreign minister?",
    )
    old = hit("o", date(2025, 1, 5), "Orlan's foreign minister, Ada Lind, wept in Hale.")
    left = hit("l", date(2025, 5, 5), "Ada Lind, Orlan's foreign minister, resigned on Monday.")
    back = hit("b", date(2025, 9, 5), "Ada Lind became foreign minister of Orlan again in August.")
    draft = held_by("Ada Lind", old)
    assert now(plan, [old, left], draft).reason == NOT_SAID
    assert now(plan, [old, left, back], draft) == draft
    assert now(plan, [old], draft) == draft
    spoken = replace(plan, standalone_question="Who is Orlan's foreign minister quarrelling with?")
    assert now(spoken, [old, left], draft) == draft


def test_a_name_from_the_sentence_before_is_quoted_too() -> None:
    news = hit(
        "n", date(2025, 6, 2), "Bo Kerr leads Norrel Mills. His predecessor, Ada Lind, left."
    )
    draft = neighbour(PLAN, [news])
    assert draft is not None
    assert [news.article.body[a:b] for _, a, b in draft.claims[0].quotes] == [
        "His predecessor, Ada Lind, left.",
        "Bo Kerr leads Norrel Mills.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Who took over at Norrel Mills after Lind left?",
        "Who succeeded as head of Norrel Mills after Ada Lind stepped down?",
        "Who ran Norrel Mills after Ada Lind was sacked?",
    ],
)
def test_who_came_after_somebody_left(question: str) -> None:
    left = hit(
        "l",
        date(2025, 5, 4),
        "Ada Lind, the head of Norrel Mills, stepped down on May 3. Bo Kerr, the head of finance, "
        "takes over until a successor is found.",
    )
    made = plan(Question(text=question, asked_at=date(2025, 12, 1)))
    draft = answer(made, [OLD, left], Words())
    assert draft is not None
    assert draft.short == "Bo Kerr"


def test_an_article_about_the_person_need_not_name_the_company() -> None:
    left = hit("l", date(2025, 5, 4), "Ada Lind stepped down. Bo Kerr takes over until June.")
    made = plan(
        Question(text="Who runs Norrel Mills after Ada Lind left?", asked_at=date(2025, 12, 1))
    )
    draft = answer(made, [OLD, left], Words())
    assert draft is not None
    assert draft.short == "Bo Kerr"


def test_what_came_after_somebody_left_is_no_successor() -> None:
    made = replace(PLAN, anchor="Ada Lind left", standalone_question="Who spoke after that?")
    assert without_leaving(made) == made


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who replaced Ada Lind?", "Bo Kerr"),
        ("Who succeeded Ada Lind as head of Norrel Mills?", "Bo Kerr"),
        ("Who took over from Bo Kerr?", "Cy Moss"),
        ("Whom did Bo Kerr succeed?", "Ada Lind"),
        ("Who preceded Bo Kerr?", "Ada Lind"),
        ("Who replaced Cy Moss?", None),
        ("Who replaced Eve Lind?", None),
        ("Whom did Bo Kerr meet?", None),
        ("Who met Ada Lind?", None),
    ],
)
def test_who_replaced_whom(question: str, short: str | None) -> None:
    made = plan(Question(text=question, asked_at=date(2025, 12, 1)))
    draft = asked(made, [OLD, NEW, NEWER])
    assert (draft.short if draft else None) == short
