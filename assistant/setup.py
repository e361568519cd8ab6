"""Settings in, the parts that they name out: embedder, library, reader, assistant."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from assistant.config import Settings
from assistant.llm import ChatModel
from assistant.llm.local import INSTALL, LocalModel, free_memory, installed, memory_short
from assistant.llm.prices import Price
from assistant.pipeline import Assistant, Reader
from assistant.read.extractive import ExtractiveReader
from assistant.read.llm import LlmReader
from assistant.read.sentence.relevance import Remembered
from assistant.read.spans.weighing import fitted
from assistant.span import SpanReader
from assistant.verdict import VerdictModel
from assistant.verify import fault_of
from assistant.weights.shelf import find
from assistant.weights.tuned import tuned
from index_store.build import bundled_tokens
from index_store.embed import BundledEmbedder, Embedder, EndpointEmbedder
from index_store.errors import SettingsError
from index_store.store import Library

# Tokens of passages in a prompt: a local model on a processor reads some fifty a second.
WIDE_CONTEXT, SMALL_CONTEXT = 6000, 1200
DEFAULT_THRESHOLD = 0.5
tokenize = bundled_tokens
_LOG = logging.getLogger(__name__)


def embedder_for(settings: Settings) -> Embedder:
    """Return the embedder: an endpoint where one is set, else the bundled model."""
    if settings.embed_base_url is None and settings.embed_model is None:
        return BundledEmbedder()
    if settings.embed_model is None:
        raise SettingsError(
            "DATELINE_EMBED_BASE_URL is set without a model", "Set DATELINE_EMBED_MODEL too."
        )
    key = settings.embed_api_key or settings.openai_api_key
    return EndpointEmbedder(
        base_url=settings.embed_base_url or "https://api.openai.com/v1",
        api_key=key.get_secret_value() if key else None,
        model=settings.embed_model,
        timeout_s=settings.timeout_s,
        retries=settings.retries,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Who reads.

    Attributes:
        name: as answers record it.
        file: the weights of a local model; None for any other reader.
        note: why it is not the local model that is there; empty when nothing was passed over.
    """

    name: str = "extractive"
    file: Path | None = None
    note: str = ""


def choose_reader(settings: Settings) -> Chosen:
    """Choose who reads: `auto` prefers an endpoint, then a local model, then the built-in reader.

    Raises:
        SettingsError: a model is to read, and there is none or it cannot run here.
    """
    if settings.reader == "extractive":
        return Chosen()
    if settings.has_endpoint:
        return Chosen(name=f"llm:{settings.model}")
    file = find(settings.models, settings.local_model)
    if file is None:
        if settings.reader == "auto":
            return Chosen()
        raise SettingsError(
            "the llm reader needs a model",
            "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own, "
            "or bring a local one: dateline model pull.",
        )
    if not installed():
        fault = SettingsError("the local model needs xllamacpp, which is not installed", INSTALL)
    elif short := memory_short(file, free_memory()):
        fault = SettingsError(short, "Free some, or use --reader extractive.")
    else:
        return Chosen(name=f"llm:{file.stem}", file=file)
    if settings.reader == "llm":
        raise fault
    return Chosen(note=f"{fault.problem}; the built-in reader reads instead")


def reader_for(settings: Settings, threads: int = 0) -> Reader:
    """Return the reader that `choose_reader` names; what was passed over is logged.

    `threads` are those of the built-in reader for one question; 0 is one per core.
    """
    chosen = choose_reader(settings)
    if chosen.note:
        _LOG.warning("dateline: %s", chosen.note)
    own = ExtractiveReader(
        scorer=SpanReader.bundled(threads),
        choice=fitted(),
        embed=Remembered(BundledEmbedder(threads=threads).embed),
        verdicts=VerdictModel.bundled(threads),
        read_k=settings.k,
    )
    if chosen.name == "extractive":
        return own
    model = model_for(settings, chosen)
    default = SMALL_CONTEXT if chosen.file else WIDE_CONTEXT
    return LlmReader(
        model=model,
        count_tokens=lambda text: len(tokenize(text)),
        fault_of=fault_of,
        own=own,
        check_threshold=threshold_for(settings, model.name),
        context_tokens=settings.context_tokens or default,
    )


def model_for(settings: Settings, chosen: Chosen) -> ChatModel:
    """Return the chat model of the settings."""
    if chosen.file:
        return LocalModel(chosen.file, settings.threads)
    from assistant.llm.endpoint import EndpointModel
    from assistant.llm.place import Endpoint

    key, prompt, completion = settings.openai_api_key, settings.price_in, settings.price_out
    priced = prompt is not None and completion is not None
    return EndpointModel(
        Endpoint(
            model=settings.model,
            base_url=settings.openai_base_url,
            api_key=key.get_secret_value() if key else None,
            timeout_s=settings.timeout_s,
            retries=settings.retries,
            price=Price(prompt=prompt or 0.0, completion=completion or 0.0) if priced else None,
        )
    )


def threshold_for(settings: Settings, model: str) -> float:
    """Return the threshold of the yes/no check: as set, else as tuned for the model, else 0.5."""
    if settings.check_threshold is not None:
        return settings.check_threshold
    return tuned(settings.models).get(model, DEFAULT_THRESHOLD)


def open_assistant(settings: Settings) -> Assistant:
    """Open the library of the settings and make its assistant.

    Raises:
        LibraryMissingError: there is no library there yet.
        EmbedderMismatchError: the library was made with another embedding model.
    """
    library = Library.open(settings.library, vectors_url=settings.vectors_url)
    embedder = embedder_for(settings)
    library.require(embedder.name, embedder.dimensions)
    return Assistant(library=library, embedder=embedder, reader=reader_for(settings), k=settings.k)
