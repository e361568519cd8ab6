from __future__ import annotations

import numpy as np
import pytest

from assistant.read.order import dating
from assistant.read.spans.choose import Choice


@pytest.fixture
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules of order have the last word on which event is meant.

    What is fitted goes by the real reader's margins as well, which these tests do not have.
    """
    weights = np.array([4.0 * (name == "ruled_sure") for name in dating.FEATURES])
    none = np.zeros(len(dating.FEATURES))
    choice = Choice(mean=none, scale=none + 1, weights=weights, bias=-3.5, threshold=0.1)
    monkeypatch.setattr(dating, "fitted", lambda operator="none": choice)
