"""What stands near what was asked about and is of another event, side or act."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.spans.onward import read_on
from assistant.read.spans.strays import strays
from assistant.types import Question
from tests.hits import candidate_of, hit_of

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("question", "text", "span", "out"),
    [
        ("How many died in the flood at Karsund?", "A fire killed nine at Karsund.", "nine", True),
        ("How many died in the fire at Karsund?", "A blaze killed nine there.", "nine", False),
        ("How many died in the Karsund quake?", "The landslide killed nine.", "nine", False),
        ("How many died in the blast?", "Nine died. The explosion broke windows.", "Nine", False),
        ("How many died at Karsund?", "A fire killed nine at Karsund.", "nine", False),
        ("How many died in the Lind crash?", "A quake struck. Nine died.", "Nine", False),
        (
            "How long was the talk between Ada Lind and Bo Kerr?",
            "Lind spoke to Hale for an hour.",
            "an hour",
            True,
        ),
        (
            "How long was the talk between Ada Lind and Bo Kerr?",
            "Lind called Kerr. They spoke for an hour.",
            "an hour",
            False,
        ),
        (
            "How many soldiers of the Orlanian army died?",
            "Nine died in the Velmarian army.",
            "Nine",
            True,
        ),
        (
            "How many of the Orlanian army died?",
            "Nine of the Orlanian army died, and six of the Velmarian army.",
            "Nine",
            False,
        ),
        ("How many died in the Orlanian army?", "The army lost nine.", "nine", False),
        (
            "What did the European ministers sign?",
            "The French ministers signed a pact.",
            "a pact",
            False,
        ),
        ("What was Lind convicted of?", "A jury acquitted Lind of fraud.", "fraud", True),
        ("What was Lind convicted of?", "Lind was cleared of fraud.", "fraud", True),
        ("What was Lind convicted of?", "Lind was found guilty of fraud.", "fraud", False),
        ("What was Lind acquitted of?", "A jury acquitted Lind of fraud.", "fraud", False),
        ("What did the council reject?", "The council approved the plan.", "the plan", True),
        ("What did the council reject?", "The council did not approve the plan.", "plan", False),
        ("Who lost the final?", "Rovers won the final against Osten.", "Osten", False),
        ("How long was Lind jailed for?", "Lind faces ten years in prison.", "ten years", True),
        ("How long was Lind jailed for?", "Lind could get ten years.", "ten years", True),
        ("How long was Lind jailed for?", "Lind was jailed for ten years.", "ten years", False),
        ("How long could Lind be jailed for?", "Lind faces ten years.", "ten years", False),
        ("How many years does Lind face?", "Lind faces ten years.", "ten years", False),
        ("What was Lind charged with?", "Lind faces two charges of fraud.", "fraud", False),
    ],
)
def test_a_sentence_of_something_else(question: str, text: str, span: str, out: bool) -> None:
    made = plan(Question(text=question, asked_at=DAY))
    assert strays(made, candidate_of(hit_of(text, DAY, title="News of the day"), span)) is out


def test_a_passage_that_breaks_off_behind_the_event_is_read_to_the_end_of_its_paragraph() -> None:
    body = "It rained. Ada Lind resigned on Monday. She gave reasons of health.\n\nRovers won."
    hit = hit_of(body, DAY)
    cut = body.index(" She gave")
    passage = type(hit.passage)(
        id="a1:000", article_id="a1", text=body[:cut], start=0, end=cut, kind="body"
    )
    broken = type(hit)(passage=passage, article=hit.article, score=1.0)
    asked = plan(Question(text="Why did Ada Lind resign?", asked_at=DAY))
    (read,) = read_on(asked, [broken])
    assert read.passage.text == "Ada Lind resigned on Monday. She gave reasons of health."
    assert body[read.passage.start : read.passage.end] == read.passage.text
    assert not list(read_on(asked, [hit]))
    other = plan(Question(text="Why did Ada Lind weep?", asked_at=DAY))
    assert not list(read_on(other, [broken]))
    assert not list(read_on(plan(Question(text="Who resigned?", asked_at=DAY)), [broken]))
