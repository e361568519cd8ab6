from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from assistant.chat.users import read_users, user_line
from assistant.chat.web import Serving
from assistant.pipeline import Assistant
from tests.page_library import make_assistant, served

ASKED = "When did Velden and Orsk last speak by telephone"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("mcp") / "library")


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as where:
        yield f"{where}mcp"


def over(server: Any, use: Callable[[Client], Awaitable[Any]]) -> Any:
    """Connect the SDK's own client, and use it."""

    async def connected() -> Any:
        async with Client(server) as client:
            return await use(client)

    return asyncio.run(connected())


def call(address: str, tool: str, **given: Any) -> Any:
    return over(address, lambda client: client.call_tool(tool, given))


def test_a_client_finds_three_tools_that_only_read(address):
    found = over(address, lambda client: client.list_tools()).tools
    assert [tool.name for tool in found] == ["ask", "search", "get_article"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in found)
    assert found[0].input_schema["required"] == ["question"]


def test_an_agent_asks_and_opens_the_article_at_the_quote(address):
    answer = call(address, "ask", question=ASKED).structured_content
    assert answer["status"] == "answered"
    assert "6 March 2025" in answer["short"]
    citation = answer["citations"][0]
    article = call(address, "get_article", article_id=citation["article_id"]).structured_content
    assert article["body"][citation["start"] : citation["end"]] == citation["quote"]
    assert article["source"] == citation["source"] == "Meridian Wire"


def test_an_agent_asks_as_of_a_day(address):
    answer = call(address, "ask", question=ASKED, as_of="2024-12-31").structured_content
    assert "2 May 2024" in answer["short"]
    assert answer["as_of"] == "2024-12-31"


def test_an_agent_searches(address):
    hits = call(address, "search", query="harbour of Ostrel", k=1).structured_content["result"]
    assert [hit["article_id"] for hit in hits] == ["hostile"]


@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [("get_article", {"article_id": "none"}, "no article none"),
     ("ask", {"question": "broken"}, "the endpoint does not answer"),
     ("ask", {"question": ASKED, "as_of": "soon"}, "as_of"),
     ("ask", {"question": ASKED, "as_of": "1200-01-01"}, "Give a day from 1500-01-01"),
     ("search", {"query": "x", "k": 1000}, "k")],
)  # fmt: skip
def test_what_is_wrong_is_told_to_the_agent(address, tool, given, told):
    result = call(address, tool, **given)
    assert result.is_error
    assert told in result.content[0].text


def test_where_users_are_set_an_agent_needs_one(assistant: Assistant, tmp_path: Path):
    file = tmp_path / "users"
    file.write_text(user_line("ana", "right") + "\n")

    def tools_as(where: str, password: str) -> Any:
        async def connected() -> Any:
            async with (
                httpx2.AsyncClient(auth=("ana", password)) as http,
                Client(streamable_http_client(where, http_client=http)) as client,
            ):
                return (await client.list_tools()).tools

        return asyncio.run(connected())

    with served(assistant, serving=Serving(users=read_users(file))) as where:
        assert len(tools_as(f"{where}mcp", "right")) == 3
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        for auth in (None, ("ana", "wrong")):
            assert httpx2.post(f"{where}mcp", json=body, auth=auth).status_code == 401


def test_a_page_elsewhere_cannot_call_through_a_rebound_name(address):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Host": "evil.example", "Accept": "application/json, text/event-stream"}
    assert httpx2.post(address, json=body, headers=headers).status_code == 421
