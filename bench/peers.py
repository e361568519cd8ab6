"""Answers of Dateline beside those of stock llama-index over Chroma, scored by the same harness.

    OPENAI_BASE_URL=... DATELINE_MODEL=... .venv/bin/python -m bench.peers CASES --articles PATH
        --out FOLDER [--count 40] [--seed 7]

The same model, embedder and articles for all. Stock is `VectorStoreIndex.as_query_engine()` and
`CitationQueryEngine` with their default chunks, number of passages and prompts. Two things are done
in their favour: a filter keeps out articles from after the day asked about, and what says that it
does not know is taken as an abstention, however it is worded. What they cite is every passage that
the engine shows as a source, or those whose number the answer gives. A run that stopped goes on.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import chromadb
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.llms import LLM
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import NodeWithScore
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.vector_stores.chroma import ChromaVectorStore

from assistant.cli import settings_for, today
from assistant.config import Settings
from assistant.pipeline import Assistant
from assistant.setup import reader_for
from assistant.types import Question
from eval.archive import Archive, code_hash, open_archive
from eval.cases import Case, Row, read_cases
from eval.controls import closed_book
from eval.endpoint import open_model
from eval.report import figure
from eval.rows import read_run
from eval.run import Runner, keep_meta
from eval.score import score_run, summarise
from eval.session import row_of
from eval.watch import WatchedReader
from index_store.articles import read_articles
from index_store.embed import BundledEmbedder, as_llama_index
from index_store.types import Article

SHOWN = {
    "strict": "right", "cited_right": "right article cited", "strict_and_cited": "both",
    "abstained_right": "unanswerable left alone", "over_abstained": "answerable left alone",
    "must_not_broken": "decoy or order taken", "verbatim": "quotes verbatim",
    "out_of_range": "markers to nothing", "citation_recall": "sentences borne out",
    "truthfulness": "truthfulness",
}  # fmt: skip
STOCK = ("llama-index", "llama-index-citations")  # they run nothing of ours but the loading
_MARKER = re.compile(r"(?:\[|\bSource )(\d{1,3})\b")
_DECLINES = re.compile(
    r"empty response|none of the (?:provided )?sources|"
    r"insufficient (?:information|context|details)|"
    r"(?:not|n't) (?:\w+ ){0,2}(?:enough|sufficient) (?:\w+ ){0,2}(?:information|context|details)|"
    r"(?:is|are|was|were|do|does|did|has|have)(?: not|n't) (?:\w+ ){0,2}(?:mention|provid|stat|"
    r"specif|contain|includ|give|available|known|clear|indicat|discuss|cover|say|tell|know)\w*|"
    r"\bno (?:\w+ ){0,2}(?:information|mention|answer|details?)\b|"
    r"(?:cannot|can't|could not|unable to|not possible to) (?:be )?(?:answer|determin|provid|find)",
    re.IGNORECASE,
)

Answers = Callable[[Question], Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What all sides get."""

    settings: Settings
    articles: Path
    out: Path
    llm: LLM


def main() -> None:
    """Ask every side, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40, help="cases, picked by chance")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sides", help="only these, separated by commas")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    settings = settings_for(None)
    model = open_model(settings)
    given = Given(settings=settings, articles=asked.articles, out=asked.out, llm=model.llm)
    made: dict[str, Callable[[], Answers]] = {
        "dateline-built-in": lambda: dateline(given, "extractive"),
        "dateline-model": lambda: dateline(given, "llm"),
        "llama-index": lambda: stock(given, numbered=False),
        "llama-index-citations": lambda: stock(given, numbered=True),
        "model-alone": lambda: lambda question: closed_book(question, model),
    }
    cases = picked(read_cases(asked.cases), asked.count, asked.seed)
    sides = asked.sides.split(",") if asked.sides else list(made)
    ask(cases, {name: made[name] for name in sides}, given)
    print(table(cases, {name: asked.out / f"{name}.jsonl" for name in sides}))


def picked(cases: Sequence[Case], count: int, seed: int) -> list[Case]:
    """Pick cases by chance, one unanswerable after two answerable; a lower count picks the first.

    The engines hold no conversation, so follow-ups are left out.
    """
    alone = [case for case in cases if not case.history]
    random.Random(seed).shuffle(alone)
    yes = [case for case in alone if case.answerable]
    no = [case for case in alone if not case.answerable]
    mixed = [case for at, one in enumerate(no) for case in (*yes[2 * at : 2 * at + 2], one)]
    return [*mixed, *yes[2 * len(no) :]][:count]


def ask(cases: Sequence[Case], made: Mapping[str, Callable[[], Answers]], given: Given) -> None:
    """Let every side answer what it has not answered yet, case by case."""
    settings = given.settings
    runners = {}
    for name, make in made.items():
        code = code_hash("index_store", *([] if name in STOCK else ["assistant", "prompts"]))
        keep_meta(given.out / f"{name}.jsonl", {"model": settings.model, "code": code})
        runners[name] = Runner(answer=make(), asked_at=today())
    for number, case in enumerate(cases, 1):
        for name, runner in runners.items():
            if runner.run([case], given.out / f"{name}.jsonl"):
                print(f"{number}/{len(cases)}: {name}", file=sys.stderr)


def dateline(given: Given, reader: str) -> Answers:
    """Return Dateline with one of its readers."""
    settings = given.settings.model_copy(update={"reader": reader})
    archive: Archive = open_archive(
        settings, given.articles, given.out, lambda line: print(line, file=sys.stderr), replay=False
    )
    watched = WatchedReader(reader_for(settings))
    assistant = Assistant(
        library=archive.library, embedder=archive.embedder, reader=watched, k=settings.k
    )

    def answer(question: Question) -> Row:
        seen, begun = watched.forget(), perf_counter()
        return row_of(assistant.ask(question), seen, begun)

    return answer


def stock(given: Given, *, numbered: bool) -> Answers:
    """Return a stock engine; `numbered` is the one that cites."""
    articles = {
        one.id: one
        for one in read_articles([str(given.articles)], own_ids=True)
        if isinstance(one, Article)
    }
    index = indexed(articles, given.out / ".chroma")

    def answer(question: Question) -> Row:
        begun = perf_counter()
        filters = until(question.as_of) if question.as_of else None
        if numbered:
            retriever = index.as_retriever(filters=filters)
            engine: Any = CitationQueryEngine.from_args(index, llm=given.llm, retriever=retriever)
        else:
            engine = index.as_query_engine(llm=given.llm, filters=filters)
        said = engine.query(question.text)
        row = row_from(question, str(said), said.source_nodes, articles, numbered=numbered)
        return {**row, "seconds": round(perf_counter() - begun, 3)}

    return answer


def until(day: date) -> MetadataFilters:
    """Keep what was published by the end of a day."""
    bound = MetadataFilter(key="day", value=day.toordinal(), operator=FilterOperator.LTE)
    return MetadataFilters(filters=[bound])


def indexed(articles: dict[str, Article], folder: Path) -> VectorStoreIndex:
    """Embed the articles with the library's own embedder, or open what was embedded before."""
    collection = chromadb.PersistentClient(str(folder)).get_or_create_collection("peers")
    store = ChromaVectorStore(chroma_collection=collection)
    embedder: Any = as_llama_index(BundledEmbedder())
    if collection.count():
        return VectorStoreIndex.from_vector_store(store, embed_model=embedder)
    documents = [
        Document(
            text=one.body,
            id_=one.id,
            metadata={
                "title": one.title,
                "source": one.source or "",
                "published": str(one.day or ""),
                "day": one.day.toordinal() if one.day else 0,
            },
            excluded_embed_metadata_keys=["day"],
            excluded_llm_metadata_keys=["day"],
        )
        for one in articles.values()
    ]
    context = StorageContext.from_defaults(vector_store=store)
    return VectorStoreIndex.from_documents(documents, context, embed_model=embedder)


def row_from(
    question: Question,
    text: str,
    nodes: Sequence[NodeWithScore],
    articles: dict[str, Article],
    *,
    numbered: bool,
) -> Row:
    """Write what an engine said as a row of a run."""
    declined = not text.strip() or bool(_DECLINES.search(text))
    told = [cited(n, node, articles) for n, node in enumerate(nodes, 1)]
    used = {int(n) for n in _MARKER.findall(text)} if numbered else set(range(1, len(told) + 1))
    return {
        "question": question.text,
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "status": "abstained" if declined else "answered",
        "reason": text if declined else None,
        "short": "" if declined else text,
        "text": text,
        "citations": [c for c in told if c["marker"] in used],
        "verbatim": [c["verbatim"] for c in told if c["marker"] in used],
        "events": [],
        "newest_article": None,
        "retrieved": [
            {"article_id": c["article_id"], "passage_id": str(n), "score": 1 / n}
            for n, c in enumerate(told, 1)
        ],
        "reader": "llama-index",
        "usage": {},
    }


def cited(marker: int, found: NodeWithScore, articles: dict[str, Article]) -> Row:
    """Write a source of an engine as a citation; its own heading is not part of the quote."""
    article = articles[str(found.node.ref_doc_id)]
    quote = re.sub(r"^Source \d+:\n", "", found.node.get_content()).strip()
    return {
        "marker": marker,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.day.isoformat() if article.day else None,
        "url": article.url,
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "verbatim": quote in article.body,
    }


def table(cases: Sequence[Case], runs: Mapping[str, Path]) -> str:
    """Write the figures of all sides as a Markdown table, over the cases that all have answered."""
    rows = {name: read_run(file) for name, file in runs.items()}
    common = [case for case in cases if all(case.id in own for own in rows.values())]
    sides = [summarise(score_run(common, own)) for own in rows.values()]
    lines = ["| | n | " + " | ".join(runs) + " |", "|---" * (len(runs) + 2) + "|"]
    for metric, label in SHOWN.items():
        n = max(side.counts[metric] for side in sides)
        cells = " | ".join(figure(side.means[metric]) for side in sides)
        lines.append(f"| {label} | {n} | {cells} |")
    speed = " | ".join(f"{side.seconds['p50_s'] or 0:.1f}" for side in sides)
    return "\n".join([*lines, f"| seconds, p50 | {len(common)} | {speed} |"])


if __name__ == "__main__":
    main()
