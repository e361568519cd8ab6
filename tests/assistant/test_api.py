"""What the server refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.chat.web import make_app
from assistant.pipeline import Assistant
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
