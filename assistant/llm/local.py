"""A file of weights in, a chat model that runs in this process out; the only place of xllamacpp.

One model is loaded at a time and answers one question at a time. It is loaded with the first
question and freed when another takes its place or the process ends.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.llm import CUT, cut_off, yes_share
from assistant.types import Usage
from index_store.errors import LocalModelError

Body = dict[str, Any]
Take = Callable[[Body], bool]

CONTEXT_TOKENS = 8192
# Beside the weights: the context of both slots, and what the engine works in.
WORKING_BYTES = 1_000_000_000
INSTALL = "Install it: pip install 'dateline[local]'."


class Engine(Protocol):
    """What is needed of xllamacpp's Server; a body and its replies are those of OpenAI's API."""

    def handle_chat_completions(self, body: Body, take: Take | None = None) -> Body | None:
        """Reply; with `take`, piece by piece to it, until it returns True."""
        ...


Open = Callable[[Path, int | None], Engine]


@dataclass(slots=True)
class _Loaded:
    """The model that is loaded in this process, and the lock that everything holds who uses it."""

    lock: threading.RLock
    file: Path | None = None
    engine: Engine | None = None

    def free(self, wait_s: float = -1) -> bool:
        """Free the model; with a limit of waiting, leave it when somebody is still using it."""
        if not self.lock.acquire(timeout=wait_s):
            return False
        try:
            self.file = self.engine = None
        finally:
            self.lock.release()
        return True


_LOADED = _Loaded(threading.RLock())
# The engine cannot be stopped while it reads a prompt, and whoever stops the program is not to
# wait for that: what is in use then goes with the process.
_PATIENCE_S = 1.0
atexit.register(_LOADED.free, _PATIENCE_S)


def installed() -> bool:
    """Tell whether the engine is installed."""
    return importlib.util.find_spec("xllamacpp") is not None


def open_engine(file: Path, threads: int | None) -> Engine:
    """Load a model with xllamacpp; its own port on loopback is shut by a key that nobody has."""
    # Threads that spin while they wait make a busy machine two to ten times slower.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # noqa: TID251
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.port, params.api_keys = 0, [secrets.token_hex(16)]
    params.ui = params.endpoint_slots = params.endpoint_props = False
    # Two slots: the examples of the yes/no check stay read in one while the other answers.
    params.n_ctx, params.n_parallel, params.cache_ram_mib = CONTEXT_TOKENS, 2, 0
    params.warmup, params.verbosity = False, 0
    if threads:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    engine: Engine = xllamacpp.Server(params)
    return engine


class LocalModel:
    """A chat model in this process; see `assistant.llm.ChatModel`."""

    def __init__(self, file: Path, threads: int | None = None, opened: Open = open_engine) -> None:
        self.name = file.stem
        self.usage = Usage()
        self._file = file
        self._threads = threads
        self._open = opened

    def stream(self, system: str, user: str, max_tokens: int = 400) -> Iterator[str]:
        """Yield the reply piece by piece; leaving early stops the engine.

        Raises:
            LocalModelError: the model does not load or does not answer.
        """
        pieces: queue.Queue[Body | None] = queue.Queue()
        left = threading.Event()

        def take(piece: Body) -> bool:
            pieces.put(piece)
            return left.is_set()

        body = {
            **_body(system, user, max_tokens),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        worker = threading.Thread(target=self._run, args=(body, take, pieces), daemon=True)
        worker.start()
        said, end = "", None
        try:
            while (piece := pieces.get()) is not None:
                self._count(piece)
                for choice in piece.get("choices") or ():
                    end = choice.get("finish_reason") or end
                    if text := choice["delta"].get("content"):
                        said += text
                        yield text
            if cut_off(said, end):
                yield CUT
        finally:
            left.set()
            worker.join(_PATIENCE_S)

    def probability_yes(self, system: str, user: str) -> float | None:
        """Return the probability that the reply begins with yes; None when it cannot be told.

        Raises:
            LocalModelError: the model does not load or does not answer.
        """
        body = {**_body(system, user, 1), "logprobs": True, "top_logprobs": 10}
        with _LOADED.lock:
            reply = self._engine().handle_chat_completions(body) or {}
        self._count(reply)
        return yes_share(reply["choices"][0])

    def _run(self, body: Body, take: Take, pieces: queue.Queue[Body | None]) -> None:
        try:
            with _LOADED.lock:
                failed = self._engine().handle_chat_completions(body, take)
            if failed:
                pieces.put(failed)
        except LocalModelError as error:
            pieces.put({"error": {"message": error.problem}})
        finally:
            pieces.put(None)

    def _engine(self) -> Engine:
        """Return the engine with this model loaded; the caller holds the lock."""
        if _LOADED.engine is None or _LOADED.file != self._file:
            _LOADED.free()
            try:
                _LOADED.engine, _LOADED.file = self._open(self._file, self._threads), self._file
            except ImportError as error:
                raise LocalModelError("the local model needs xllamacpp", INSTALL) from error
            except (RuntimeError, ValueError) as error:
                raise LocalModelError(
                    f"{self._file} does not load ({error})", "`dateline model pull` it again."
                ) from error
        return _LOADED.engine

    def _count(self, reply: Body) -> None:
        if fault := reply.get("error"):
            raise LocalModelError(
                f"the local model {self.name} did not answer ({fault.get('message', fault)})",
                "Try a smaller DATELINE_CONTEXT_TOKENS where it is too long, or another model.",
            )
        used = reply.get("usage") or {}
        self.usage = Usage(
            prompt_tokens=self.usage.prompt_tokens + used.get("prompt_tokens", 0),
            completion_tokens=self.usage.completion_tokens + used.get("completion_tokens", 0),
        )


def _body(system: str, user: str, max_tokens: int) -> Body:
    return {
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "max_tokens": max_tokens,
        "temperature": 0.0,
    }


def memory_short(file: Path, available: int | None) -> str:
    """Say that the memory does not suffice for a model; empty when it does or is not known."""
    needed = file.stat().st_size + WORKING_BYTES
    if available is None or available >= needed:
        return ""
    return f"{file.stem} needs {needed / 1e9:.1f} GB of memory, {available / 1e9:.1f} GB are free"


def free_memory(meminfo: Path = Path("/proc/meminfo")) -> int | None:
    """Return the bytes of memory that a new process may use; None where it is not told."""
    if not meminfo.exists():
        return None
    for line in meminfo.read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None
