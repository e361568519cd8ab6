"""Settings in, the parts that they name out: embedder, library, reader, assistant."""

from __future__ import annotations

from assistant.config import Settings
from assistant.pipeline import Assistant, Reader
from assistant.read.choose import fitted
from assistant.read.extractive import ExtractiveReader
from assistant.span import SpanReader
from index_store.embed import BundledEmbedder, Embedder, EndpointEmbedder, tokenizer
from index_store.errors import SettingsError
from index_store.store import Library


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
    )


def tokenize(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's tokens, as the bundled model counts them."""
    offsets: list[tuple[int, int]] = tokenizer().encode(text, add_special_tokens=False).offsets
    return offsets


def reader_name(settings: Settings) -> str:
    """Say which reader answers, as its answers record it.

    Raises:
        SettingsError: the model is to read, and no endpoint is set.
    """
    if settings.reader == "llm" and not settings.has_endpoint:
        raise SettingsError(
            "the llm reader needs a model",
            "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own.",
        )
    with_model = settings.reader != "extractive" and settings.has_endpoint
    return f"llm:{settings.model}" if with_model else "extractive"


def reader_for(settings: Settings, threads: int = 0) -> Reader:
    """Return the reader: the model where an endpoint is set, unless told otherwise.

    `threads` are those of the built-in reader for one question; 0 is one per core.
    """
    if reader_name(settings) == "extractive":
        return ExtractiveReader(scorer=SpanReader.bundled(threads), choice=fitted())
    from assistant.llm import Endpoint, EndpointModel
    from assistant.read.llm import LlmReader

    key = settings.openai_api_key
    model = EndpointModel(
        Endpoint(
            model=settings.model,
            base_url=settings.openai_base_url,
            api_key=key.get_secret_value() if key else None,
            timeout_s=settings.timeout_s,
            retries=settings.retries,
        )
    )
    return LlmReader(
        model=model,
        count_tokens=lambda text: len(tokenize(text)),
        check_threshold=settings.check_threshold,
        context_tokens=settings.context_tokens,
    )


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
