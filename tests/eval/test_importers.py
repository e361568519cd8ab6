from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import Case, read_cases
from eval.importers import IMPORTERS, import_set
from index_store.errors import CaseError


def lines(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def taken(name: str, path: Path, out: Path) -> tuple[list[Case], dict[str, dict[str, Any]]]:
    cases, articles = import_set(name, path, out)
    rows = [json.loads(line) for line in (out / "articles.jsonl").read_text("utf-8").splitlines()]
    found = read_cases(out / "cases.jsonl")
    assert (len(found), len(rows)) == (cases, articles)
    return found, {row["id"]: row for row in rows}


def test_realtimeqa_takes_choices_days_and_linked_pages(tmp_path: Path) -> None:
    question = {
        "question_id": "20230310_0",
        "question_date": "2023/03/09",
        "question_source": "Quiz",
        "question_sentence": "Who won in Hale?",
        "choices": ["Kerr", "Weld"],
        "answer": ["1"],
        "evidence": 'By far, <a href="https://www.news.example/hale/">she won</a>.',
    }
    page = {
        "url": "https://news.example/hale",
        "title": "Weld wins",
        "text": "Weld won.",
        "publish_date": "2023/03/08",
    }
    empty = page | {"url": "https://news.example/other", "text": ""}
    year = tmp_path / "past" / "2023"
    lines(year / "20230310_qa.jsonl", question)
    lines(year / "20230310_qa_nota.jsonl", question | {"question_id": "nota"})
    lines(year / "20230310_gcs.jsonl", {"question_id": "x", "search_result": [page, empty, page]})
    [case], articles = taken("realtimeqa", tmp_path / "past", tmp_path / "out")
    assert (case.question, case.answers) == ("Who won in Hale?", ("Weld",))
    assert str(case.as_of) == "2023-03-09"
    [article] = articles.values()
    assert case.evidence == (article["id"],)
    assert (article["published"], article["source"]) == ("2023-03-08", "news.example")


def quiz(number: int, evidence: str = "") -> dict[str, Any]:
    return {
        "question_id": f"20230310_{number}",
        "question_date": "2023/03/09",
        "question_source": "Quiz",
        "question_sentence": "Who won in Hale?",
        "choices": ["Kerr", "Weld"],
        "answer": ["1"],
        "evidence": f'<a href="{evidence}">she won</a>',
    }


def test_realtimeqa_takes_pages_that_differ_in_their_query_alone(tmp_path: Path) -> None:
    urls = ["https://h.example/a?id=1", "https://h.example/a?id=2", "https://h.example/a",
            "https://h.example/a?id=2", "https://h.example/a?utm=x"]  # fmt: skip
    texts = ["Weld won.", "Kerr lost.", "All of Hale.", "Kerr lost, it is said.", "All of Hale."]
    found = [{"url": url, "text": text} for url, text in zip(urls, texts, strict=True)]
    lines(tmp_path / "x_gcs.jsonl", {"question_id": "x", "search_result": found})
    links = ["https://h.example/a?id=2", "https://h.example/a/", "https://h.example/a?ref=quiz"]
    file = lines(tmp_path / "x_qa.jsonl", *[quiz(n, link) for n, link in enumerate(links)])
    cases, articles = taken("realtimeqa", file, tmp_path / "out")
    assert [article["text"] for article in articles.values()] == texts[:3]
    told = [articles[case.evidence[0]]["text"] for case in cases]
    assert told == [texts[1], texts[2], texts[2]]


def test_realtimeqa_is_imported_over_more_or_fewer_quizzes(tmp_path: Path) -> None:
    one = lines(tmp_path / "1_qa.jsonl", quiz(0))
    two = lines(tmp_path / "2_qa.jsonl", quiz(0), quiz(1))
    for file in (one, two, one):
        import_set("realtimeqa", file, tmp_path / "out")
    own = lines(tmp_path / "out" / "cases.jsonl", {"id": "20240101_1", "question": "Mine?"})
    with pytest.raises(CaseError, match="is not an import of realtimeqa"):
        import_set("realtimeqa", one, tmp_path / "out")
    assert "Mine?" in own.read_text()


def test_realtimeqa_takes_questions_without_pages(tmp_path: Path) -> None:
    question = {
        "question_id": "1",
        "question_date": "2023/03/09",
        "question_sentence": "?",
        "choices": ["a"],
        "answer": [0],
        "evidence": "",
    }
    file = lines(tmp_path / "20230310_qa.jsonl", question)
    [case], articles = taken("realtimeqa", file, tmp_path / "out")
    assert (case.evidence, articles) == ((), {})


def test_squad_takes_pages_sentences_and_the_impossible(tmp_path: Path) -> None:
    context = "Hale is a town. It has 40 mills."
    data = {
        "version": "v2.0",
        "data": [
            {
                "title": "Hale_(town)",
                "paragraphs": [
                    {
                        "context": context,
                        "qas": [
                            {
                                "id": "q1",
                                "question": "How many mills? ",
                                "is_impossible": False,
                                "answers": [{"text": "40", "answer_start": 23}] * 2,
                            },
                            {"id": "q2", "question": "Who?", "is_impossible": True, "answers": []},
                        ],
                    },
                    {"context": "More.", "qas": []},
                ],
            }
        ],
    }
    file = tmp_path / "dev-v2.0.json"
    file.write_text(json.dumps(data))
    [asked, hopeless], articles = taken("squad", file, tmp_path / "out")
    [article] = articles.values()
    assert article["text"] == f"{context}\n\nMore."
    assert article["title"] == "Hale (town)"
    assert asked.answers == ("40",)
    assert asked.quotes == ((article["id"], "It has 40 mills."),)
    assert (hopeless.answerable, hopeless.kind) == (False, "unanswerable")


TIMEQA_HUMAN = [
    {
        "index": "/wiki/Ann_Weld#P39",
        "link": "/wiki/Ann_Weld",
        "questions": [
            ["What was she in 2004?", [{"para": 1, "from": 0, "end": 5, "answer": "Mayor"}]],
            ["What was she in 1804?", [{"para": 0, "from": 0, "end": 0, "answer": ""}]],
        ],
        "paras": ["Ann Weld", "Mayor of Hale .", "She left ."],
    }
]
TIMEQA_HARD = {
    "idx": "/wiki/Ann_Weld#P39#0",
    "question": "What was she in 2004?",
    "context": "Ann Weld Mayor of Hale .",
    "targets": ["Mayor", "Mayor"],
    "paragraphs": [],
}


def test_timeqa_takes_the_human_set(tmp_path: Path) -> None:
    file = tmp_path / "human_annotated_test.json"
    file.write_text(json.dumps(TIMEQA_HUMAN))
    [asked, hopeless], articles = taken("timeqa", file, tmp_path / "out")
    [article] = articles.values()
    assert (article["title"], article["text"]) == ("Ann Weld", "Mayor of Hale .\n\nShe left .")
    assert (asked.id, asked.answers) == ("timeqa-/wiki/Ann_Weld#P39#0", ("Mayor",))
    assert not hopeless.answerable


def test_timeqa_takes_the_written_set_packed(tmp_path: Path) -> None:
    file = tmp_path / "train.hard.json.gzip"
    rows = [TIMEQA_HARD, TIMEQA_HARD | {"idx": "/wiki/Ann_Weld#P39#1", "targets": [""]}]
    file.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    [asked, hopeless], articles = taken("timeqa", file, tmp_path / "out")
    assert len(articles) == 1
    assert asked.answers == ("Mayor",)
    assert not hopeless.answerable


def test_ramdocs_tells_conflict_misinformation_and_noise_apart(tmp_path: Path) -> None:
    right = {"text": "Hale has 40 mills.", "type": "correct", "answer": "40"}
    false = {"text": "Hale has 50 mills.", "type": "misinfo", "answer": "50"}
    noise = {"text": "It rains.", "type": "noise", "answer": "unknown"}
    file = lines(
        tmp_path / "RAMDocs_test.jsonl",
        {"documents": [right, false], "gold_answers": ["40"], "wrong_answers": ["50", "40", "50"]},
        {"documents": [right, noise], "gold_answers": ["40", "60"], "wrong_answers": []},
        {"documents": [noise], "gold_answers": ["40"], "wrong_answers": []},
    )
    rows = [json.loads(line) | {"question": "How many?"} for line in file.read_text().splitlines()]
    cases, articles = taken("ramdocs", lines(file, *rows), tmp_path / "out")
    assert [case.kind for case in cases] == ["misinfo", "conflict", "noise"]
    assert cases[0].must_not == ("50",)
    assert [articles[name]["text"] for name in cases[0].evidence] == ["Hale has 40 mills."]
    assert cases[1].needs_all


def test_multihop_takes_evidence_by_address(tmp_path: Path) -> None:
    article = {
        "title": "Weld wins",
        "author": "A. Reporter",
        "source": "Hale News",
        "published_at": "2023-10-05T18:30:00+00:00",
        "category": "politics",
        "url": "https://news.example/hale",
        "body": "Weld won by 40 votes.",
    }
    fact = {key: article[key] for key in ("title", "url")} | {"fact": "Weld won by 40 votes."}
    asked = {"query": "Who?", "answer": "Weld", "question_type": "inference_query"}
    null = {
        "query": "What?",
        "answer": "Insufficient information.",
        "question_type": "null_query",
        "evidence_list": [],
    }
    (tmp_path / "corpus.json").write_text(json.dumps([article]))
    (tmp_path / "MultiHopRAG.json").write_text(
        json.dumps([asked | {"evidence_list": [fact, fact]}, null])
    )
    [first, second], articles = taken("multihop-rag", tmp_path, tmp_path / "out")
    assert first.evidence == tuple(articles)
    assert (first.kind, second.kind, second.answerable) == ("inference", "unanswerable", False)
    [kept] = articles.values()
    assert (kept["published"], kept["author"]) == ("2023-10-05T18:30:00+00:00", "A. Reporter")


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_other_files_are_refused_in_a_line(name: str, tmp_path: Path) -> None:
    suffix = {"realtimeqa": "_qa.jsonl", "ramdocs": ".jsonl"}.get(name, ".json")
    file = lines(tmp_path / f"x{suffix}", {"data": 3})
    (tmp_path / "corpus.json").write_text("[{}]")
    with pytest.raises(CaseError, match=f"not in the form of {name}"):
        import_set(name, file, tmp_path / "out")
    with pytest.raises(CaseError, match="does not exist"):
        import_set(name, tmp_path / "none", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_import_overwrites_an_import_alone(tmp_path: Path) -> None:
    page = {"title": "Hale", "paragraphs": [{"context": "Weld won.", "qas": [
        {"id": "1", "question": "Who won?", "answers": [{"text": "Weld", "answer_start": 0}]}
    ]}]}  # fmt: skip
    file, out = tmp_path / "dev.json", tmp_path / "out"
    file.write_text(json.dumps({"data": [page]}))
    assert import_set("squad", file, out) == import_set("squad", file, out) == (1, 1)
    for name in ("cases", "articles"):
        own, kept = lines(out / f"{name}.jsonl", {"id": "own-1"}), out / f"{name}.jsonl"
        with pytest.raises(CaseError, match=f"{name}.jsonl exists and is not an import of squad"):
            import_set("squad", file, out)
        assert own.read_text() == kept.read_text()
        own.unlink()


@pytest.mark.parametrize("data", [b"\x1f\x8b broken", b"\xff\xfe", b"", b"[1]", b'"x"'])
@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_what_is_no_such_file_at_all_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    for file in ("x_qa.jsonl.gz", "x.json", "x.jsonl"):
        (tmp_path / file).write_bytes(data)
        with pytest.raises(CaseError):
            import_set(name, tmp_path / file, tmp_path / "out")
    with pytest.raises(CaseError):
        import_set(name, tmp_path, tmp_path / "out")


def test_a_folder_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no question of ramdocs"):
        import_set("ramdocs", tmp_path, tmp_path / "out")
