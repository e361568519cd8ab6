"""A date belongs to the clause it stands in, not to whatever event its sentence mentions."""

import pytest

from assistant.read.order.mentioned import event_asked, only_mentions

SINK = event_asked("When did the Calla Star sink?")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (
            "The number of people known to have died in the sinking of the Calla Star rose to "
            "nine on Monday as divers reached the car deck.",
            "Monday",
        ),
        ("The line stopped its ships on Friday, five days after the Calla Star sank.", "Friday"),
        ("DERRIN, Feb 14 (HPA) - The line stopped its ships after the ferry sank.", "Feb 14"),
    ],
)
def test_the_day_of_something_else_is_told(sentence: str, day: str) -> None:
    assert only_mentions(SINK, sentence, day)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ferry sank off Port Derrin on Sunday.", "Sunday"),
        ("Three people died when the ferry capsized on Sunday evening.", "Sunday evening"),
        ("The sinking of the Calla Star on Sunday shocked the islands.", "Sunday"),
        ("DERRIN, Feb 9 (HPA) - The ferry sank, the coastguard said.", "Feb 9"),
        ("The line stopped its ships on Friday.", "Friday"),
        ("Mayor Lind told the inquiry that the Calla Star sank in May.", "May"),
    ],
)
def test_the_day_may_be_that_of_the_event(sentence: str, day: str) -> None:
    assert not only_mentions(SINK, sentence, day)


def test_a_question_without_a_verb_of_its_own_asks_for_no_event() -> None:
    assert not event_asked("When is the deadline?")
    assert event_asked("When did Macron and Putin last speak?")
