"""Questions with one thing exchanged have no right answer among those of the question they were."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "training" / "verdict" / "exchange.py"
TOLD = "Ida Brandt opened the bridge in May. Karl Osten closed it in June."


def test_what_was_right_is_right_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("verdict_exchange", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SHARE", 1.0)
    choice = {"answer": "May", "right": True, "text": TOLD, "before": "", "title": "", "day": None}
    asked = {"question": "When did Ida Brandt open the bridge?", "choices": [choice]}
    nobody = {"question": "What did she open?", "choices": [choice]}
    wrong = {"question": "When did Karl Osten sing?", "choices": [choice | {"right": False}]}
    made = module.exchanged([asked, nobody, wrong], random.Random(3))
    assert [row["question"] for row in made] == ["When did Karl Osten open the bridge?"]
    assert made[0]["choices"] == [choice | {"right": False}]
    assert asked["choices"][0]["right"]
