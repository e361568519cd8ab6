"""What the server refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.chat.web import make_app
from assistant.pipeline import Assistant
from index_store.errors import EndpointKeyError, EndpointUnreachableError
from tests.page_library import ASKED_ON, HERE, make_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("api") / "library")


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    app = make_app(assistant, lambda: ASKED_ON)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as made:
        yield made


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil", "", "[::"])
@pytest.mark.parametrize("path", ["/", "/api/search?q=vote", "/api/article/calls-1", "/config"])
def test_without_users_no_other_name_of_this_machine_is_answered(client, host, path):
    reply = client.get(path, headers={"Host": host})
    assert (reply.status_code, "Velden" in reply.text) == (421, False)


@pytest.mark.parametrize("host", ["localhost:7860", "LOCALHOST", "127.0.0.1:80", "[::1]:7860"])
def test_without_users_each_name_of_this_machine_is_answered(client, host):
    assert client.get("/health", headers={"Host": host}).status_code == 200


LONG = "long " * 900


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/search?q=", None),
        ("/api/search?q=vote&k=0", None),
        ("/api/search?q=vote&k=1000", None),
        ("/api/ask", {"question": "Who?", "history": [{"question": LONG, "answer": ""}]}),
        ("/api/ask", {"question": "?", "history": [{"question": "", "answer": LONG * 9}]}),
    ],
)
def test_what_is_too_long_or_too_much_is_refused(client, path, body):
    reply = client.request("post" if body else "get", path, json=body)
    assert reply.status_code == 422
    assert reply.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        r'{"question": "\ud800"}',
        r'{"question": "Who?", "\ud800": 1}',
        r'{"question": [], "a": "\ud800"}',
    ],
)
def test_half_a_character_is_refused_in_json(client, body):
    reply = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["detail"]


@pytest.mark.parametrize(
    ("kind", "status"), [(EndpointUnreachableError, 503), (EndpointKeyError, 502)]
)
def test_what_went_wrong_at_an_endpoint_is_no_fault_of_the_server(
    assistant, client, monkeypatch, kind, status
):
    def refused(*_):
        raise kind("m1 refused", "Ask again.")

    monkeypatch.setattr(type(assistant), "stream", refused)
    reply = client.post("/api/ask", json={"question": "Who won?"})
    assert (reply.status_code, reply.json()["error"]) == (status, "m1 refused")


def test_a_bug_is_answered_in_json_and_told_to_the_server(assistant, client, monkeypatch):
    def broken(*_):
        raise KeyError("a bug")

    monkeypatch.setattr(type(assistant), "stream", broken)
    reply = client.post("/api/ask", json={"question": "Who won?"})
    assert reply.status_code == 500
    assert reply.json()["error"] == "something went wrong in the server"
    events = {"Accept": "text/event-stream"}
    text = client.post("/api/ask", json={"question": "Who won?"}, headers=events).text
    assert text.startswith('event: error\ndata: {"error": "something went wrong')
    assert "a bug" not in reply.text + text
    with pytest.raises(KeyError):  # as the server itself sees it
        TestClient(client.app, base_url=HERE).post("/api/ask", json={"question": "Who won?"})
