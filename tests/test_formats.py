"""What docs/formats.md says of the JSON is what the code prints."""

import re
from pathlib import Path

from assistant.show import to_json
from tests.assistant.test_show import ANSWER

TEXT = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_field_of_an_answer_is_told_and_no_other() -> None:
    section = TEXT.partition("## An answer")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(to_json(ANSWER))
