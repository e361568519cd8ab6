from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from llama_index.core.tools import QueryEngineTool, RetrieverTool

from assistant.engine import DatelineQueryEngine, DatelineRetriever
from assistant.pipeline import Assistant
from assistant.types import Claim, Draft, Hit, Plan, Step, Usage
from index_store.build import build
from index_store.chunk import estimate_tokens
from index_store.errors import SettingsError
from index_store.store import Library
from index_store.types import Article, IndexSpec
from tests.fakes import HashEmbedder

ASKED_AT = date(2023, 6, 1)
QUESTION = "When did the bridge in Orlan reopen?"
BODY = "The bridge in Orlan reopened on 4 May 2023, mayor Ida Brandt said."
ARTICLES = [
    Article(
        id="bridge",
        title="Bridge reopens",
        body=BODY,
        source="Orlan Post",
        published=date(2023, 5, 4),
        url="https://orlan-post.example/bridge",
    ),
    Article(
        id="ferry",
        title="Ferry line ends",
        body="The ferry line from Orlan to Sund will end in June.",
        source="Orlan Post",
        published=date(2023, 5, 1),
    ),
]


class FirstSentenceReader:
    """Quotes the best hit whole; says nothing where `bridge` was not found."""

    name = "fake"
    usage = Usage()

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        del plan
        body = next((h.article.body for h in hits if h.article.id == "bridge"), "")
        quotes = (("bridge", 0, len(body)),)
        claims = (Claim(text=body, quotes=quotes),) if body else ()
        yield Draft(short="4 May 2023" if body else "", claims=claims, confidence=1.0)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    embedder = HashEmbedder()
    spec = IndexSpec(embedder=embedder.name, dimensions=embedder.dimensions, chunk_tokens=40)
    folder: Path = tmp_path_factory.mktemp("engine") / "library"
    library = Library.create(folder, spec)
    build(library, ARTICLES, embedder, tokenize=estimate_tokens)
    return Assistant(library=library, embedder=embedder, reader=FirstSentenceReader())


def test_a_response_carries_its_sources_and_the_whole_answer(assistant: Assistant) -> None:
    response = DatelineQueryEngine(assistant, ASKED_AT).query(QUESTION)
    assert "4 May 2023" in str(response)
    node = response.source_nodes[0]
    assert node.node_id == "bridge:000"
    assert node.metadata == {
        "article_id": "bridge",
        "title": "Bridge reopens",
        "source": "Orlan Post",
        "published": "2023-05-04",
        "url": "https://orlan-post.example/bridge",
    }
    assert BODY[node.node.start_char_idx : node.node.end_char_idx] == node.node.get_content()
    assert response.metadata["status"] == "answered"
    cited = response.metadata["citations"][0]
    assert BODY[cited["start"] : cited["end"]] == cited["quote"]


def test_abstaining_is_a_response(assistant: Assistant) -> None:
    engine = DatelineQueryEngine(assistant, ASKED_AT, as_of=date(2023, 4, 30))
    response = engine.query(QUESTION)
    assert response.metadata["status"] == "abstained"
    assert response.source_nodes == []
    assert str(response) == response.metadata["reason"]


def test_it_can_be_awaited(assistant: Assistant) -> None:
    engine = DatelineQueryEngine(assistant, ASKED_AT)
    assert str(asyncio.run(engine.aquery(QUESTION))) == str(engine.query(QUESTION))


def test_it_works_as_a_tool_of_an_agent(assistant: Assistant) -> None:
    engine = DatelineQueryEngine(assistant, ASKED_AT)
    tool = QueryEngineTool.from_defaults(engine, name="news", description="News archive.")
    output = tool.call(QUESTION)
    assert tool.metadata.name == "news"
    assert "4 May 2023" in output.content
    assert output.raw_output.source_nodes[0].metadata["article_id"] == "bridge"


def test_the_retriever_works_as_a_tool_too(assistant: Assistant) -> None:
    retriever = DatelineRetriever(assistant, ASKED_AT)
    nodes = retriever.retrieve(QUESTION)
    assert [node.metadata["article_id"] for node in nodes] == ["bridge", "ferry"]
    assert nodes[0].score >= nodes[1].score
    before = DatelineRetriever(assistant, ASKED_AT, as_of=date(2023, 5, 3)).retrieve(QUESTION)
    assert [node.metadata["article_id"] for node in before] == ["ferry"]
    tool = RetrieverTool.from_defaults(retriever, name="news", description="News archive.")
    assert BODY in tool.call(QUESTION).content


def test_a_day_may_be_iso_text_and_what_is_none_is_refused_at_once(assistant: Assistant) -> None:
    engine = DatelineQueryEngine(assistant, asked_at="2023-06-01", as_of="2023-05-04")
    assert "reopened" in str(engine.query(QUESTION))
    moment = datetime(2023, 6, 1, 9, 0, tzinfo=UTC)
    assert DatelineRetriever(assistant, asked_at=moment).retrieve(QUESTION)
    for made in (DatelineQueryEngine, DatelineRetriever):
        for bad in ("June 1", "", 3):
            with pytest.raises(SettingsError, match="is not a day"):
                made(assistant, asked_at=bad)  # type: ignore[arg-type]
        with pytest.raises(SettingsError, match="is not a day"):
            made(assistant, asked_at=ASKED_AT, as_of="soon")
