"""The pipeline as a llama-index retriever and query engine, for use inside other programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.pipeline import Assistant
from assistant.show import iso, to_json
from assistant.types import Hit, Question
from index_store.errors import SettingsError

# A date, or ISO 8601 such as "2025-07-01".
Day = date | str


class DatelineRetriever(BaseRetriever):
    """Finds passages with time taken into account; nodes carry outlet, day and offsets.

    Raises:
        SettingsError: a day is none.
    """

    def __init__(self, assistant: Assistant, asked_at: Day, as_of: Day | None = None) -> None:
        super().__init__()
        self._assistant = assistant
        self._asked_at = _day(asked_at)
        self._as_of = None if as_of is None else _day(as_of)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = Question(text=query_bundle.query_str, asked_at=self._asked_at, as_of=self._as_of)
        return [as_node(hit) for hit in self._assistant.searched(self._assistant.plan(question))[1]]


class DatelineQueryEngine(BaseQueryEngine):
    """Answers with `Response.source_nodes`; `Response.metadata` is the `ask --json` object.

    An abstention is a response too: its text gives the reason.

    Raises:
        SettingsError: a day is none.
    """

    def __init__(self, assistant: Assistant, asked_at: Day, as_of: Day | None = None) -> None:
        super().__init__(CallbackManager())
        self._assistant = assistant
        self._asked_at = _day(asked_at)
        self._as_of = None if as_of is None else _day(as_of)

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask(
            Question(text=query_bundle.query_str, asked_at=self._asked_at, as_of=self._as_of)
        )
        return Response(
            response=answer.text,
            source_nodes=[as_node(hit) for hit in answer.hits],
            metadata=to_json(answer),
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _day(value: Day) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"{value!r} is not a day", "Give a date, or ISO 8601 such as 2025-07-01."
        ) from error


def as_node(hit: Hit) -> NodeWithScore:
    """Return a hit as a llama-index node with its score."""
    article = hit.article
    metadata: dict[str, Any] = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": iso(article.published),
        "url": article.url,
    }
    node = TextNode(
        id_=hit.passage.id,
        text=hit.passage.text,
        metadata=metadata,
        start_char_idx=hit.passage.start,
        end_char_idx=hit.passage.end,
    )
    return NodeWithScore(node=node, score=hit.score)
