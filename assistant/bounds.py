"""What somebody typed and the days they named in, the same in order out, or why it is refused."""

from __future__ import annotations

import re
from datetime import date

from index_store.errors import InputError

# Characters of a question; what is longer is a text, not a question.
LONGEST = 2000
# No news is of other days, and what is reckoned from these stays within the calendar.
FIRST_DAY, LAST_DAY = date(1500, 1, 1), date(8999, 12, 31)


def in_order(text: str) -> str:
    """Return a text with its white space as one blank or a blank line, half characters marked."""
    whole = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    return re.sub(r"\s+", lambda gap: "\n\n" if gap[0].count("\n") > 1 else " ", whole).strip()


def check_day(day: date) -> None:
    """Refuse a day that no news is of.

    Raises:
        InputError: it is before 1500, or thousands of years ahead.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InputError(
            f"nothing can be asked as of {day}", f"Give a day from {FIRST_DAY} to {LAST_DAY}."
        )


def too_long(text: str) -> InputError | None:
    """Return the complaint about a question that is too long; None where it is not."""
    if len(text) <= LONGEST:
        return None
    told = f"A question has at most {LONGEST:,} characters, and this one has {len(text):,}"
    return InputError(told, "Ask it in fewer words.")
