"""Public span questions become choices among answers."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "training" / "verdict" / "public.py"
TEXT = "Ida Brandt opened the bridge in May. Karl Osten closed it in June."


@dataclass
class Found:
    start: int
    end: int
    score: float = 1.0
    null: float = 0.0


class Scorer:
    """Finds three names, the right one among them."""

    def read(self, question: str, passages: Sequence[str], *, top: int) -> list[list[Found]]:
        names = ("Karl Osten", "Brandt", "Ida Brandt opened")
        return [[Found(p.index(n), p.index(n) + len(n)) for n in names] for p in passages]


def test_wrong_spans_and_other_answers_stand_beside_the_right_one() -> None:
    spec = importlib.util.spec_from_file_location("verdict_public", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    row = {
        "question": "Who opened the bridge?",
        "context": TEXT,
        "answers": [{"start": 0, "text": "Ida Brandt"}],
    }
    others = [(TEXT.index("June"), "June"), (0, "Ida Brandt")]
    made = list(module.choices(row, others, Scorer()))
    assert [(c["answer"], c["right"]) for c in made] == [
        ("Ida Brandt", True),
        ("Karl Osten", False),
        ("June", False),
    ]
    assert made[1]["text"] == "Karl Osten closed it in June."
    assert made[1]["before"] == "Ida Brandt opened the bridge in May."
    none = list(module.choices(row | {"answers": []}, [], Scorer()))
    assert not any(c["right"] for c in none)
    assert len(none) == 3
