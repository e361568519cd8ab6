"""Replies in every form that models write, and the plain one that is read."""

import pytest

from assistant.read.plain import plain

ASKED = "They spoke on 1 July 2025 [8]."


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        "They spoke on 1 July 2025【8】.",
        "They spoke on 1 July 2025【8†source】.",
        "They spoke on 1 July 2025 [Passage 8].",
        "They spoke on 1 July 2025 (source 8).",
        "They spoke on 1 July 2025 (8).",
        "They spoke on 1 July 2025⁸.",
        "They spoke on 1 July 2025 [^8].\n\n[^8]: Meridian Wire, 1 July 2025",
        "They spoke on **1 July 2025** [8].",
        "*They* spoke on `1 July 2025` [8].",
        "## Answer\n\nThey spoke on 1 July 2025 [8].",
        "Sure! Here is the answer:\n\nThey spoke on 1 July 2025 [8].",
        "Based on the provided passages, they spoke on 1 July 2025 [8].",
        "They spoke on [1 July 2025](http://evil.example/x) [8].",
        "They spoke ![x](http://evil.example/?q=1)on 1 July 2025 [8].",
        "<b>They</b> spoke on <a href='http://evil.example'>1 July 2025</a> [8].",
        "They spoke \x1b[31mon\x1b[0m \u202e1 July\u200b 2025 [8].\x07",
        "They spoke on 1 July 2025 [8].<|im_end|>",
    ],
)
def test_every_form_of_an_answer_is_read_as_the_plain_one(text: str) -> None:
    assert plain(text) == ASKED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"answer": "1 July 2025", "source": [8]}', "1 July 2025 [8]"),
        ('```json\n{"answer": "1 July 2025", "sources": 8}\n```', "1 July 2025 [8]"),
        ('{"reply": "1 July 2025"}', "1 July 2025"),
        ('{"answer": ', '{"answer":'),
        ("Both did [8-10].", "Both did [8, 9, 10]."),
        ("Both did [8-4000].", "Both did [8-4000]."),
    ],
)
def test_objects_and_ranges_are_taken_apart(text: str, told: str) -> None:
    assert plain(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "It covers 12 km² and 3 * 4 * 5 cells.",
        "Ferdinand II (42) of Orlan came.",
        "Two figures are given: 97 [1] and 84 [2].",
        "It was 5 < 6 and 7 > 6.",
        "Sure hands won the cup [1].",
    ],
)
def test_what_only_looks_like_a_form_stays(text: str) -> None:
    assert plain(text) == text
