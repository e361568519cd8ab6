from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.chat.start import log_to
from assistant.chat.traffic import path_of
from assistant.chat.web import Serving, make_app
from assistant.desk import Desk, Turns
from assistant.log import Log
from assistant.pipeline import Assistant
from assistant.types import Answer, Question
from index_store.errors import ArticleMissingError, BusyError, EndpointUnreachableError
from tests.page_library import ASKED_ON, HERE, make_assistant

ASKED = "When did Velden and Orsk last speak by telephone"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = make_assistant(tmp_path_factory.mktemp("log") / "library")
    made.reader.released.set()
    return made


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def desk(assistant: Assistant, out: io.StringIO, *, texts: bool = False, **kept) -> Desk:
    log = Log(out=out, now=lambda: "2025-06-01T12:00:00.000+00:00", texts=texts)
    return Desk(assistant=assistant, log=log, via="api", **kept)


def question(text: str = ASKED) -> Question:
    return Question(text=text, asked_at=ASKED_ON)


def test_an_answer_is_a_line_without_what_was_asked(assistant, out):
    answer = desk(assistant, out).ask(question())
    [line] = lines(out)
    assert line["at"] == "2025-06-01T12:00:00.000+00:00"
    assert (line["event"], line["via"], line["status"]) == ("answer", "api", "answered")
    assert (line["citations"], line["chars"], line["turn"]) == (2, len(ASKED), 1)
    assert 0 <= line["first_s"] <= line["seconds"]
    for text in ("Velden", answer.short, "telephone"):
        assert text not in out.getvalue()


def test_texts_are_written_where_asked_for(assistant, out):
    answer = desk(assistant, out, texts=True).ask(question())
    [line] = lines(out)
    assert (line["question"], line["short"]) == (ASKED, answer.short)


def test_a_failure_and_a_stop_are_lines_too(assistant, out):
    with pytest.raises(EndpointUnreachableError):
        desk(assistant, out).ask(question("broken"))
    stream = desk(assistant, out).stream(question())
    next(stream)
    stream.close()
    failed, stopped = lines(out)
    assert (failed["status"], failed["error"]) == ("failed", "EndpointUnreachableError")
    assert stopped["status"] == "stopped"


def test_searches_and_articles_are_lines(assistant, out):
    made = desk(assistant, out)
    assert len(made.search(question("harbour"), 1000)) <= 100
    made.article("calls-1")
    with pytest.raises(ArticleMissingError):
        made.article("none")
    searched, found, missing = lines(out)
    assert searched["event"] == "search"
    assert "harbour" not in out.getvalue()
    assert (found["id"], missing["error"]) == ("calls-1", "ArticleMissingError")


@pytest.mark.parametrize(
    "search", [lambda made: made.search(question(), 5), lambda made: made.find("x")]
)
def test_a_failed_search_is_not_one_that_found_nothing(assistant, out, search):
    full = Turns(at_once=1, waiting=0)
    with full.taken(), pytest.raises(BusyError):
        search(desk(assistant, out, turns=full))
    [line] = lines(out)
    assert (line["event"], line["hits"], line["error"]) == ("search", 0, "BusyError")


def test_who_comes_too_many_waits_and_then_is_told_so(assistant, out):
    turns = Turns(at_once=1, waiting=1)
    made = desk(assistant, out, turns=turns)
    first, second = made.stream(question()), made.stream(question())
    assert next(first).name == "searching"
    assert next(second).name == "waiting"
    rest: list[object] = []
    waiting = threading.Thread(target=lambda: rest.extend(second))
    waiting.start()
    for _ in range(100):
        if not turns._places._value:
            break
        waiting.join(0.05)
    with pytest.raises(BusyError):
        made.search(question(), 3)
    assert isinstance([*first][-1], Answer)
    waiting.join(10)
    assert isinstance(rest[-1], Answer)
    assert made.search(question(), 3)


@pytest.fixture
def client(assistant: Assistant, out: io.StringIO) -> Iterator[TestClient]:
    app = make_app(assistant, lambda: ASKED_ON, Serving(log=Log(out=out)))
    with TestClient(app, base_url=HERE) as made:
        yield made


def test_requests_are_lines_without_their_query(client, out):
    client.get("/api/search", params={"q": "harbour of Ostrel"})
    client.get("/article/none", params={"start": 3})
    client.get("/theme.css")
    told = [(e["event"], e.get("path"), e.get("status")) for e in lines(out)]
    assert ("request", "/api/search", 200) in told
    assert ("request", "/article/none", 404) in told
    assert not [path for _, path, _ in told if path == "/theme.css"]
    assert "Ostrel" not in out.getvalue()


def test_behind_a_proxy_requests_are_known_by_their_own_path() -> None:
    assert path_of({"path": "/news/health", "root_path": "/news"}) == "/health"
    assert path_of({"path": "/newsroom", "root_path": "/news"}) == "/newsroom"
    assert path_of({"path": "/health", "root_path": ""}) == "/health"


def test_the_log_file_is_appended_to_and_private(tmp_path):
    path = tmp_path / "chat.log"
    for n in range(2):
        log = log_to(path, texts=False)
        log.write("start", port=n)
        assert log.out is not None
        log.out.close()
    told = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["port"] for line in told] == [0, 1]
    assert path.stat().st_mode & 0o077 == 0
    assert told[0]["at"][10] == "T"


def test_without_a_place_nothing_is_written():
    Log().write("start")
