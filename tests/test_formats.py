"""What docs/formats.md says of the JSON is what the code prints."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

from assistant.show import to_json
from index_store.times import describe, find_times
from index_store.types import Precision
from tests.assistant.test_show import ANSWER

TEXT = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_field_of_an_answer_is_told_and_no_other() -> None:
    section = TEXT.partition("## An answer")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(to_json(ANSWER))


def test_every_precision_and_how_its_date_is_written_is_told() -> None:
    section = TEXT.partition("## When an event was")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", section, re.MULTILINE)[1:]
    assert {name for name, _ in rows} == set(get_args(Precision))
    named = (
        "on February 3-10", "over the weekend", "last week", "two weeks ago", "in summer 2025",
        "in the first quarter of 2024", "in the second half of 2023", "in July 2025", "in 2022",
        "in the 1990s", "in the 19th century",
    )  # fmt: skip
    for words in named:
        [mention] = find_times(f"They met {words}.", date(2026, 3, 4))
        told = next(forms for name, forms in rows if name == mention.precision)
        assert f"`{describe(mention)}`" in told, words
