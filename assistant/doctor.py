"""Settings in, what is set, shipped and stored out, each with what is wrong and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant import span, verdict
from assistant.config import Settings, told, variable
from assistant.setup import choose_reader, embedder_for, threshold_for
from assistant.weights.shelf import pulled
from index_store import doctor
from index_store.embed import BundledEmbedder, tokenizer
from index_store.embed.bundled import FOLDER
from index_store.errors import DatelineError
from index_store.store import Library

VENDORS = ("chromadb", "tantivy", "llama-index-core", "onnxruntime", "gradio", "openai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at.

    Attributes:
        part: `settings`, `software`, `models`, `embedder`, `reader` or `library`.
        fault: whether something is wrong and still so.
        remedy: what was done about it, or what to do.
    """

    part: str
    text: str
    fault: bool = False
    remedy: str = ""


def examine(settings: Settings, *, repair: bool = False) -> list[Check]:
    """Look at all of it; with `repair`, mend what can be mended in the library."""
    checks = [*_settings(settings), *_software(), *_models()]
    for part, look in (
        ("embedder", lambda: _embedder(settings)),
        ("reader", lambda: _reader(settings)),
        ("library", lambda: _library(settings, repair)),
    ):
        checks += _guarded(part, look)
    return checks


def to_json(checks: list[Check]) -> list[dict[str, Any]]:
    """Return the array that `dateline doctor --json` prints."""
    return [{"part": c.part, "text": c.text, "fault": c.fault, "remedy": c.remedy} for c in checks]


def to_text(checks: list[Check]) -> str:
    """Return a line for each check, faults marked, and one that counts the faults."""
    lines = []
    for check in checks:
        remedy = f" -> {check.remedy}" if check.remedy else ""
        lines.append(f"{'FAULT' if check.fault else 'ok':5}  {check.part:8}  {check.text}{remedy}")
    faults = sum(check.fault for check in checks)
    return "\n".join([*lines, f"{faults} faults" if faults else "all is well"])


def _guarded(part: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    try:
        return list(look())
    except DatelineError as error:
        return [Check(part=part, text=error.problem, fault=True, remedy=error.remedy)]


def _settings(settings: Settings) -> Iterator[Check]:
    for name in Settings.model_fields:
        text = f"{variable(name)}: {told(name, getattr(settings, name)) or 'not set'}"
        yield Check(part="settings", text=text)


def _software() -> Iterator[Check]:
    vendors = ", ".join(f"{name} {version(name)}" for name in VENDORS)
    yield Check(part="software", text=f"dateline {version('dateline')} with {vendors}")


def _models() -> list[Check]:
    checks: list[Check] = []
    for name, file, load in (
        ("embedding model", next(FOLDER.glob("*.onnx"), FOLDER), _embed_one),
        ("tokenizer", FOLDER / "tokenizer.json", tokenizer),
        ("reader model", span.FOLDER / span.MODEL, span.SpanReader.bundled),
        ("verdict model", verdict.MODEL, verdict.VerdictModel.bundled),
    ):

        def look(
            name: str = name, file: Path = file, load: Callable[[], object] = load
        ) -> Iterator[Check]:
            load()
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            size = file.stat().st_size / 1e6
            yield Check(
                part="models", text=f"{name} {file.name}, {size:.1f} MB, sha256 {digest[:16]}"
            )

        checks += _guarded("models", look)
    return checks


def _embed_one() -> None:
    BundledEmbedder().embed_query("one")


def _embedder(settings: Settings) -> Iterator[Check]:
    embedder = embedder_for(settings)
    yield Check(part="embedder", text=f"{embedder.name}, {embedder.dimensions} dimensions")


def _reader(settings: Settings) -> Iterator[Check]:
    chosen = choose_reader(settings)
    more = f", yes/no check from {threshold_for(settings, chosen.name.removeprefix('llm:'))}"
    yield Check(part="reader", text=chosen.name + (more if chosen.name != "extractive" else ""))
    if chosen.note:
        yield Check(part="reader", text=chosen.note, remedy="free memory, or install the extra")
    for file in pulled(settings.models):
        yield Check(
            part="reader", text=f"local model {file.stem}, {file.stat().st_size / 1e9:.2f} GB"
        )


def _library(settings: Settings, repair: bool) -> Iterator[Check]:
    if not Library.exists(settings.library):
        text = f"none yet in {settings.library}"
        yield Check(part="library", text=text, remedy="dateline load PATH makes it")
        return
    with Library.open(settings.library, vectors_url=settings.vectors_url) as library:
        embedder = embedder_for(settings)
        library.require(embedder.name, embedder.dimensions)
        before = doctor.repair(library, embedder) if repair else []
        found = doctor.check(library)
        count = library.counts()
        text = (
            f"{count.articles:,} articles, {count.passages:,} passages, {count.undated:,} undated, "
            f"newest {library.newest_day() or 'none'}, in {library.folder}"
        )
        yield Check(part="library", text=text)
        for finding in before:
            if finding not in found:
                yield Check(
                    part="library", text=f"mended: {finding.problem}", remedy=finding.remedy
                )
        for finding in found:
            remedy = "dateline doctor --repair" if finding.mendable else finding.remedy
            yield Check(part="library", text=finding.problem, fault=True, remedy=remedy)
