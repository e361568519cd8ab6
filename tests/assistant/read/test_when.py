"""Which of several events a question of when means."""

from dataclasses import replace
from datetime import date

from assistant.read.order.occasions import Occasion, occasions
from assistant.read.order.ordered import choose
from assistant.read.sentence.tellings import tellings
from tests.assistant.read.test_chronology import PLAN, hit

SANK = hit("first", date(2025, 2, 9), "The Calla Star capsized off Orlan on February 9.")
ROSE = hit("second", date(2025, 2, 10), "The toll of the Calla Star rose on February 10.")


def event(one: object, fit: float, *, alike: bool, tellers: tuple[str, ...]) -> Occasion:
    plan = replace(PLAN, operator="none", subjects=("Calla Star",))
    told = tellings([one])  # type: ignore[list-item]
    stated = next(o for o in occasions(plan, told, [0.0] * len(told)) if o.stated)
    return replace(stated, fit=fit, alike=alike, tellers=frozenset(tellers))


def test_what_is_told_often_is_not_what_is_asked_if_only_another_is_of_its_kind() -> None:
    plan = replace(PLAN, operator="none", recent=True)
    sank = event(SANK, 5.0, alike=True, tellers=("a",))
    rose = event(ROSE, 4.5, alike=False, tellers=("a", "b", "c"))
    assert choose(plan, [sank, rose], planned=False) is sank
    rose = replace(rose, alike=True)
    assert choose(plan, [sank, rose], planned=False) is rose
