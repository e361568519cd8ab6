"""Questions that nobody asks by chance: very long ones, rows of one word, early days."""

from __future__ import annotations

import time

from tests.assistant.test_plan import ask


def test_a_long_text_is_planned_at_once_and_never_taken_for_a_follow_up() -> None:
    text = "it " * 2000
    begun = time.process_time()
    found = ask(text, ("When did Kolb and Frost last speak?", "On May 2, 2025."))
    assert found.standalone_question == text
    assert ask("And before that?", (text, text)).standalone_question
    assert time.process_time() - begun < 2


def test_a_row_of_the_same_words_is_planned() -> None:
    for row in ("What was the " + "of " * 1250, "What " + "kind of " * 900, "the name " * 400):
        assert ask(row).standalone_question
