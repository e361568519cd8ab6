"""Who holds an office, by what reports say of coming and going."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.holders.later import not_yet
from assistant.read.holders.tenure import holder
from assistant.types import Draft, Question
from assistant.words import capital
from tests.assistant.read.test_chronology import hit

NEWS = (
    "Health Minister Bo Kerr of Orlan said the count would rise.",
    "Bo Kerr resigned as health minister on Monday, days after a report on his house in Orlan.",
    "Ada Lind was sworn in as health minister of Orlan on Friday.",
    "Ada Lind, the health minister, spoke in Orlan. Bo Kerr, the former health minister, was in "
    "court.",
)
FIRM = (
    "Ida Rook resigned as chief executive of Norvane on Thursday. Eva Moss, the finance chief, "
    "becomes interim chief executive.",
    "Norvane has picked Jan Hale, an outsider, as its next chief executive.",
    "Jan Hale became chief executive of Norvane in May, succeeding Eva Moss.",
)


def asked(question: str, news: tuple[str, ...]) -> str | None:
    hits = [hit(str(n), date(2025, 2 * n, n), text) for n, text in enumerate(news, 1)]
    draft = holder(plan(Question(text=question, asked_at=date(2025, 12, 1))), hits)
    if draft and draft.short:
        assert draft.claims[0].text.startswith(f"{capital(draft.short)}: ")
    return draft.short or None if draft else None


@pytest.mark.parametrize(
    ("reports", "name"), [(1, "Bo Kerr"), (2, None), (3, "Ada Lind"), (4, "Ada Lind")]
)
@pytest.mark.parametrize(
    "question",
    [
        "Who is in charge of Orlan's health ministry?",
        "Who runs Orlan's health ministry right now?",
        "Who is Orlan's current health minister?",
        "Name of Orlan's health minister?",
        "Who leads the health ministry of Orlan?",
    ],
)
def test_a_minister_comes_and_goes(question: str, reports: int, name: str | None) -> None:
    assert asked(question, NEWS[:reports]) == name


NEXT = (
    "Norvane said in January that chief executive Ida Rook would step down on December 20.",
    "Finance director Eva Moss will run the group from December 21, Norvane said.",
    "Prime Minister Ada Lind spoke of Norvane's board.",
)


@pytest.mark.parametrize("question", ["Who is Norvane's CEO?", "Who runs Norvane?"])
def test_who_is_only_to_run_a_firm_does_not_run_it_yet(question: str) -> None:
    assert asked(question, NEXT) == "Ida Rook"
    assert asked(question, NEXT[2:]) is None


@pytest.mark.parametrize(("reports", "name"), [(1, "Eva Moss"), (2, "Eva Moss"), (3, "Jan Hale")])
@pytest.mark.parametrize(
    "question",
    [
        "Who's in charge as chief exec at Norvane right now?",
        "Who is Norvane's CEO?",
        "Who is the boss of Norvane?",
        "Name of Norvane's current chief executive?",
        "Who runs Norvane?",
        "Who is in charge of Norvane now?",
    ],
)
def test_who_is_next_does_not_hold_it_yet(question: str, reports: int, name: str) -> None:
    assert asked(question, FIRM[:reports]) == name


def test_who_runs_a_firm_until_another_is_found() -> None:
    news = (
        "Ida Rook, chief executive of Norvane for nine years, resigned on Tuesday. Finance "
        "director Eva Moss will run the company until a successor is found.",
    )
    assert asked("Who is in charge of Norvane now?", news) == "Eva Moss"


@pytest.mark.parametrize(
    "question",
    [
        "Who was Orlan's health minister in 2019?",
        "Who is Hale's health minister?",
        "Who is Orlan's finance minister?",
        "Who did the health minister of Orlan meet?",
    ],
)
def test_other_offices_places_and_times_are_not_told(question: str) -> None:
    assert asked(question, NEWS[:1]) is None


def test_who_runs_a_country_is_its_head_of_government() -> None:
    news = ("Prime Minister Ida Moss of Orlan met President Bo Kerr of Kesh.",)
    assert asked("Who runs Orlan?", news) == "Ida Moss"
    assert asked("Who leads Kesh?", news) == "Bo Kerr"
    assert asked("Who runs Velmara?", news) is None


def test_who_leads_an_inquiry_holds_no_office() -> None:
    news = ("Jan Hale is the chief executive of Norvane. The inquiry was led by Ida Moss.",)
    assert asked("Who led the inquiry into Norvane?", news) is None
    assert asked("Who led Norvane?", news) == "Jan Hale"


def test_two_of_one_day_settle_nothing() -> None:
    both = "Health Minister Bo Kerr met Health Minister Ada Lind in Orlan."
    assert asked("Who is Orlan's health minister?", (both,)) is None


LEFT = (
    "Norvane said its chief executive, Ida Rook, offered to resign; the board refused.",
    "Ida Rook, the chief executive of Norvane whose resignation the board turned down in February, "
    "stepped down within the hour. Eva Moss, the head of finance, takes over until a successor is "
    "found.",
)


@pytest.mark.parametrize(("reports", "name"), [(1, "Ida Rook"), (2, "Eva Moss")])
@pytest.mark.parametrize("question", ["Who runs Norvane now?", "Who is Norvane's chief executive?"])
def test_who_takes_over_for_now_runs_a_firm(question: str, reports: int, name: str) -> None:
    assert asked(question, LEFT[:reports]) == name


def test_the_operator_of_a_ferry_has_no_prime_minister() -> None:
    news = (
        "Prime Minister Ada Lind walked along the quay. The operator, Sound Lines, said nothing.",
    )
    assert asked("Who runs Sound Lines?", news) is None
    assert asked("Who is the chief executive of Sound Lines?", news) is None


def test_a_name_right_behind_a_title_is_told_in_full() -> None:
    body = "Mayor Beatriz Lam said that the city of Port Ellery would pay."
    news = hit("a", date(2025, 5, 1), body)
    question = Question(text="Who is the mayor of Port Ellery?", asked_at=date(2025, 5, 6))
    draft = holder(plan(question), [news])
    assert draft is not None
    assert draft.short == "Beatriz Lam"


@pytest.mark.parametrize(
    "text",
    [
        "The finance ministry of Orlan goes to Ada Lind, 36, a former pilot.",
        "Orlan's vacant Finance ministry was filled on Friday. After Bo Kerr, a judge, had "
        "declined, the post went to Ada Lind.",
        "Orlan's finance minister is ill. Until June the ministry is in the hands of Transport "
        "Minister Ada Lind.",
        "Orlan's finance minister, Bo Kerr, has been in prison since May. The new minister, Ada "
        "Lind, has since then paid everybody.",
    ],
)
def test_a_ministry_goes_to_somebody(text: str) -> None:
    assert asked("Who is Orlan's finance minister these days?", (text,)) == "Ada Lind"


@pytest.mark.parametrize(
    "text",
    [
        "The finance ministry of Orlan went to court over the loan.",
        "Orlan's finance minister spoke. Bo Kerr, a judge, was named mayor; the post went to him.",
        "Orlan's finance minister spoke. The mayor left, and the post went to Ada Lind.",
    ],
)
def test_a_ministry_goes_to_nobody(text: str) -> None:
    assert asked("Who is Orlan's finance minister?", (text,)) is None


def test_who_is_called_new_came_after_the_other_of_the_report() -> None:
    news = (
        "Port captain Bo Kerr said that Hale would not close.",
        "In Hale the port captain, Bo Kerr, has been free on bail since May 15. The new captain, "
        "Ada Lind, has since June let no ferry leave without a count.",
    )
    assert asked("Who is the port captain of Hale?", news) == "Ada Lind"
    to_come = ("Mayor Bo Kerr of Hale said the new mayor, Ada Lind, would start in May 2026.",)
    assert asked("Who is the mayor of Hale?", to_come) != "Ada Lind"


@pytest.mark.parametrize(
    ("who", "later"), [("Cy Moss", True), ("Bo Kerr", False), ("Ida Rook", False)]
)
@pytest.mark.parametrize(
    "before", ["Ada Lind", "Ada Lind took over", "Ada Lind was appointed last May"]
)
def test_who_came_later_was_not_there_before(before: str, who: str, later: bool) -> None:
    news = (
        "Bo Kerr, the health minister of Orlan, is ill.",
        "Ada Lind, a pilot, was sworn in on Friday as Orlan's health minister.",
        "The health ministry of Orlan goes to Cy Moss.",
    )
    hits = [hit(str(n), date(2025, 2 * n, n), text) for n, text in enumerate(news, 1)]
    question = f"Who was Orlan's health minister before {before}?"
    made = plan(Question(text=question, asked_at=date(2025, 12, 1)))
    draft = Draft(short=who, claims=(), confidence=0.7)
    assert not_yet(made, hits, draft) is later
