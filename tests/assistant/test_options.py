"""Alternatives that a question names, and questions that are put in other words for them."""

import pytest

from assistant.plan.fronted import fronted
from assistant.plan.options import options_of, order_of


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Who won the vote, Lind or Kerr?", ("Lind", "Kerr")),
        ("Which came first, the vote or the summit?", ("the vote", "the summit")),
        ("Where did they meet: Orlan, Kesh or Vale?", ("Orlan", "Kesh", "Vale")),
        ("Who is older Ada Lind or Bo Kerr?", ("Ada Lind", "Bo Kerr")),
        ("Who resigned, was it Lind or the mayor?", ("Lind", "the mayor")),
        ("Did Lind resign, or was she fired?", ()),
        ("What did Lind say about Orlan or Kesh on Monday?", ()),
        ("When did the tram or the bus last run?", ()),
        ("What did Lind say about taxes, schools or roads?", ()),
        ("Who was killed in Kesh, Orlan or Vale?", ()),
        ("Who arrived first in Vale, Lind or Kerr?", ("Lind", "Kerr")),
        ("Lind or Kerr?", ()),
    ],
)
def test_alternatives_stand_at_the_end(text: str, options: tuple[str, ...]) -> None:
    assert options_of(text) == options


def test_a_long_list_is_read_at_once() -> None:
    names = [f"Arden {n}" for n in range(60)]
    listed = ", ".join(names)
    assert options_of(f"Which of these signed the pact: {listed}?") == ()
    assert options_of(f"Who or what signed the pact: {listed}?") == ()
    asked = f"{'The two met on the pact. ' * 40}Which signed: {', '.join(names[:20])} or Kesh?"
    assert options_of(asked) == (*names[:20], "Kesh")


def test_which_of_them_is_asked_for() -> None:
    assert order_of("Which opened earlier, the tram or the bridge?") == "first"
    assert order_of("Which was more recent, the vote or the summit?") == "last"
    assert order_of("Who won, Lind or Kerr?") == "none"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Did Lind or Kerr win the vote?", "Which did win the vote, Lind or Kerr?"),
        (
            "Has the Orlan Bank or Kesh Trust failed?",
            "Which has failed, the Orlan Bank or Kesh Trust?",
        ),
        (
            "Was it a gas leak or a bomb that sank the ferry?",
            "Which sank the ferry, a gas leak or a bomb?",
        ),
        ("Was it Lind or Kerr who resigned?", "Who resigned, Lind or Kerr?"),
        ("Did Lind resign or retire?", "Did Lind resign or retire?"),
        ("Full list of ships that sank", "List of ships that sank"),
        ("The complete list of the winners", "List of the winners"),
    ],
)
def test_a_question_of_one_or_the_other_asks_which(typed: str, read: str) -> None:
    assert fronted(typed) == read
