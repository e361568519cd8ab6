"""A draft for who held an office in, whether they held it only later than is asked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.read.holders.follows import follows_person, without_leaving
from assistant.read.holders.tenure import office_asked, reports_of
from assistant.read.holders.terms import terms
from assistant.types import Draft, Hit, Plan
from assistant.words import fold

_BEFORE = re.compile(r",?(?: (?:right|just|immediately|shortly|directly))? before .*$")


def not_yet(plan: Plan, hits: Sequence[Hit], draft: Draft) -> bool:
    """Tell whether an answer held the office asked about only after the days asked about.

    Or only after the person before whom it is asked for.
    """
    if not draft.short:
        return False
    if plan.operator == "before":
        return _came_after(without_leaving(plan), hits, draft.short)
    asked = office_asked(plan)
    if asked is None or plan.window is None or plan.window.latest is None:
        return False
    first = _first(hits, asked, draft.short)
    return first is not None and plan.window.latest < first


def _came_after(plan: Plan, hits: Sequence[Hit], name: str) -> bool:
    """Tell whether reports have somebody in the office only after the person counted from."""
    if not follows_person(plan):
        return False
    question = _BEFORE.sub("?", plan.standalone_question)
    asked = office_asked(replace(plan, operator="none", anchor="", standalone_question=question))
    if asked is None:
        return False
    first, anchor = _first(hits, asked, name), _first(hits, asked, plan.anchor)
    return first is not None and anchor is not None and anchor < first


def _first(hits: Sequence[Hit], asked: tuple[str, str, str], name: str) -> date | None:
    """Return the first day on which somebody held an office, as far as reports tell."""
    known = terms(s for s in reports_of(hits, *asked) if s.day > date.min)
    last = fold(name.split()[-1])
    return next((t.start for t in known if t.who.split()[-1] == last), None)
