"""What the grammar hands to the resolver: one time expression, read but not yet placed in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "date", "weekday", "deictic", "relative", "shift", "duration", "set", "decade", "century",
    "season", "quarter", "half", "reference", "clock", "feast", "ordinal", "part",
]  # fmt: skip


@dataclass(slots=True)
class Expr:
    """Tokens `first` to `last` (not included) and what they say.

    Attributes:
        years_on: -1, 0 or 1 for `last`, `this` or `next year` behind a month or season.
        unit: D, W, WE, M, Y, DE, CE, Q, FN, H, MIN or S.
        count: how many units; None when vague (`several`).
        step: -1 back, 0 this, 1 forward; None when nothing points.
        from_text: counted from the date last spoken of, not from the publication day.
        bound: START, MID or END of the interval (`early`, `mid-`, `late`).
        part: TIMEX3 part of the day.
        clock: `T20:00`.
        value: TIMEX3 value that needs no resolving.
        feast: the feast that is meant; where its day moves, `count` is how many days after it.
        beside: the narrower time behind `a year ago`, or the wider one behind `the first week of`.
        loose: which readings to try for three numbers without words (`03/04/2025`).
    """

    first: int
    last: int
    form: Form
    year: int | None = None
    years_on: int | None = None
    month: int | None = None
    day: int | None = None
    end_day: int | None = None
    weekday: int | None = None
    unit: str = ""
    count: float | None = None
    step: int | None = None
    from_text: bool = False
    bound: str = ""
    part: str = ""
    clock: str = ""
    value: str = ""
    season: str = ""
    feast: str = ""
    loose: bool = False
    beside: Expr | None = None
