"""The stories to learn from agree with themselves, and become rows that a reader can learn from."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "training" / "stories"
FILES = sorted(
    path
    for kind in ("cases", "polar", "asked", "talk")
    for path in STORIES.glob(f"*/{kind}/*.jsonl")
)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_story_holds_its_answers(path: Path) -> None:
    articles = {a["id"]: a for a in lines(path.parents[1] / "articles" / path.name)}
    ids = [case["id"] for case in lines(path)]
    assert len(ids) == len(set(ids))
    for case in lines(path):
        assert case["story"] == path.stem
        assert bool(case["answers"]) == case["answerable"] == bool(case.get("spans"))
        for span in case.get("spans", ()):
            article = articles[span["article_id"]]
            assert span["quote"] in article["text"], case["id"]
            assert span.get("answer", "") in span["quote"], case["id"]
            assert article["published"] <= case["as_of"], case["id"]


def test_no_story_of_the_choice_is_one_of_the_reader() -> None:
    titles = {
        part: {a["text"] for path in STORIES.glob(f"{part}/articles/*") for a in lines(path)}
        for part in ("reader", "choice")
    }
    assert all(titles.values())
    assert not titles["reader"] & titles["choice"]


def test_rows_put_the_answer_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "training" / "reader"))
    monkeypatch.delitem(sys.modules, "stories", raising=False)
    import stories

    text = "Ava Holm left on Monday.\n\nHer 7 aides, of 17, stayed."
    article = {"id": "s-1-a", "title": "Out", "published": "2024-01-02", "text": text}
    later = article | {"id": "s-1-b", "published": "2024-01-09", "text": "The 7 left too."}
    passages = stories.passages_of([article, later])
    span = {"article_id": "s-1-a", "quote": "Her 7 aides, of 17, stayed.", "answer": "7"}
    case = {
        "question": "How many stayed?", "answers": ["7"], "answerable": True,
        "as_of": "2024-01-05", "spans": [span],
    }  # fmt: skip
    (row,) = stories.rows_of(case, passages)
    assert row["source"] == "stories"
    assert row["context"][row["answers"][0]["start"] :].startswith("7 aides")
    unknown = case | {"answers": [], "answerable": False, "spans": []}
    (row,) = stories.rows_of(unknown, passages)
    assert (row["answers"], row["context"]) == ([], text)
