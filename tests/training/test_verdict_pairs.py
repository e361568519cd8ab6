import importlib.util
import json
import sys
from pathlib import Path

import pytest

from assistant.verdict import NO, UNTOLD, YES
from tests.fakes import HashEmbedder

FILE = Path(__file__).parents[2] / "training" / "verdict" / "prepare.py"
TEXT = (
    "Dockers in Orlan went on strike on Monday. The mayor, Ida Brandt, spoke of a hard winter. "
    "Karl Osten leads the union. The museum showed 40 paintings."
)


def load():
    spec = importlib.util.spec_from_file_location("verdict_prepare", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


prepare = load()


def case(key: str, question: str, answers: list[str], kind: str, quote: str = "", answer: str = ""):
    spans = [{"article_id": "a", "quote": quote, "answer": answer}] if quote else []
    return {
        "id": key,
        "question": question,
        "answers": answers,
        "answerable": bool(answers),
        "kind": kind,
        "as_of": "2023-05-09",
        "spans": spans,
    }


@pytest.fixture
def story(tmp_path):
    article = {"id": "a", "title": "Strike in Orlan", "published": "2023-05-05", "text": TEXT}
    later = {**article, "id": "b", "published": "2023-06-01", "text": "The strike ended in June."}
    osten = "Karl Osten leads the union."
    mayor = "The mayor, Ida Brandt, spoke of a hard winter."
    cases = [
        case("1", "Who is at the head of the union?", ["Karl Osten"], "who", osten, "Karl Osten"),
        case("2", "Who spoke of winter?", ["Ida Brandt"], "who", mayor, "Ida Brandt"),
        case("3", "Who owns the museum?", [], "unanswerable"),
    ]
    strike = "Dockers in Orlan went on strike on Monday."
    polar = [
        case("4", "Did harbour workers walk out?", ["Yes"], "yes-no", strike),
        case("5", "Did harbour workers go on working on Monday?", ["No"], "yes-no", strike),
        case("6", "Was the mayor against the strike?", [], "yes-no"),
    ]
    for name, rows in (("articles", [article, later]), ("cases", cases), ("polar", polar)):
        (tmp_path / name).mkdir()
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / name / "story.jsonl").write_text(lines)
    return prepare.read_story("story", tmp_path, HashEmbedder().embed)


def pairs(story, key: str) -> list[tuple[str, str, int]]:
    read, cases = story
    found = next(c for c in cases if c["id"] == key)
    made = prepare.polar_pairs if found["kind"] == "yes-no" else prepare.answer_pairs
    return [(p.question, p.context.text, p.verdict) for p in made(read, found)]


@pytest.mark.parametrize(("key", "verdict"), [("4", YES), ("5", NO)])
def test_what_settles_a_question_has_its_verdict_and_the_rest_is_untold(story, key, verdict):
    found = {text: v for _, text, v in pairs(story, key)}
    assert found.pop("Dockers in Orlan went on strike on Monday.") == verdict
    assert set(found.values()) == {UNTOLD}
    assert "The strike ended in June." not in found  # it is told after the day asked about


def test_what_no_article_settles_is_untold_everywhere(story):
    assert {v for _, _, v in pairs(story, "6")} == {UNTOLD}


def test_answers_stand_behind_their_question_right_and_wrong(story):
    found = pairs(story, "1")
    asked = "Who is at the head of the union?"
    assert (f"{asked} Karl Osten", "Karl Osten leads the union.", YES) in found
    wrong = f"{asked} Ida Brandt"
    assert (wrong, "The mayor, Ida Brandt, spoke of a hard winter.", UNTOLD) in found


def test_no_answer_is_right_where_nothing_answers(story):
    found = pairs(story, "3")
    assert len(found) == 2
    assert {v for _, _, v in found} == {UNTOLD}


def test_a_sentence_is_read_with_its_day_its_headline_and_the_one_before(story):
    read, _ = story
    context = read.sentences[1].context
    assert context.before == "Dockers in Orlan went on strike on Monday."
    assert (context.title, str(context.day)) == ("Strike in Orlan", "2023-05-05")


def test_answers_that_came_into_question_stay_together_with_their_verdicts():
    choice = {"text": "Karl Osten leads the union.", "before": "", "title": "Strike", "day": None}
    row = {
        "question": "Who leads the union?",
        "choices": [
            choice | {"answer": "Karl Osten", "right": True},
            choice | {"answer": "the union", "right": False, "day": "2023-05-05"},
        ],
    }
    made = list(prepare.group_pairs(row, 7))
    assert [(p.question, p.verdict, p.group) for p in made] == [
        ("Who leads the union? Karl Osten", YES, 7),
        ("Who leads the union? the union", UNTOLD, 7),
    ]
    assert [str(p.context.day) for p in made] == ["None", "2023-05-05"]
