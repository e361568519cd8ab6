"""The model in this process, against a scripted engine at our own seam."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assistant.llm import local
from assistant.llm.local import LocalModel, free_memory, memory_short, open_engine
from index_store.errors import LocalModelError

Body = dict[str, Any]


class FakeEngine:
    """Replies as llama.cpp's server does, in pieces where a taker is given."""

    def __init__(self, text: str = "Ida Brandt [1].", fault: str = "", end: str = "stop") -> None:
        self.text, self.fault, self.end = text, fault, end
        self.bodies: list[Body] = []
        self.given = 0
        self.inside = 0
        self.most_inside = 0
        self._counting = threading.Lock()

    def handle_chat_completions(self, body: Body, take: local.Take | None = None) -> Body | None:
        with self._counting:
            self.bodies.append(body)
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
        try:
            return self._reply(take)
        finally:
            with self._counting:
                self.inside -= 1

    def _reply(self, take: local.Take | None) -> Body | None:
        if self.fault:
            return {"error": {"code": 400, "message": self.fault}}
        used = {"prompt_tokens": 12, "completion_tokens": 3}
        if take is None:
            top = [
                {"token": token, "logprob": math.log(p)}
                for token, p in (("yes", 0.6), (" Yes", 0.15), ("no", 0.25))
            ]
            logprobs = {"content": [{**top[0], "top_logprobs": top}]}
            choice = {"message": {"content": "yes"}, "logprobs": logprobs}
            return {"choices": [choice], "usage": used}
        for word in ["", *self.text.split(" ")]:
            self.given += 1
            if take({"choices": [{"delta": {"content": f"{word} " if word else None}}]}):
                return None
        take({"choices": [{"delta": {}, "finish_reason": self.end}]})
        take({"choices": [], "usage": used})
        return None


@pytest.fixture(autouse=True)
def nothing_loaded() -> Iterator[None]:
    local._LOADED.free()
    yield
    local._LOADED.free()


def model(tmp_path: Path, engine: FakeEngine, name: str = "m") -> tuple[LocalModel, list[Path]]:
    opened: list[Path] = []

    def opens(file: Path, threads: int | None) -> FakeEngine:
        assert threads == 2
        opened.append(file)
        return engine

    return LocalModel(tmp_path / f"{name}.gguf", 2, opens), opened


def test_a_reply_that_stops_before_its_end_says_so(tmp_path: Path) -> None:
    asked, _ = model(tmp_path, FakeEngine("Ida Brandt", end="length"))
    assert list(asked.stream("s", "u")) == ["Ida ", "Brandt ", "…"]


def test_it_is_loaded_with_the_first_question_and_streams(tmp_path: Path) -> None:
    engine = FakeEngine()
    asked, opened = model(tmp_path, engine)
    assert opened == []
    assert list(asked.stream("Be brief.", "Who?", max_tokens=9)) == ["Ida ", "Brandt ", "[1]. "]
    assert (asked.name, opened) == ("m", [tmp_path / "m.gguf"])
    assert (asked.usage.prompt_tokens, asked.usage.completion_tokens) == (12, 3)
    (body,) = engine.bodies
    assert (body["max_tokens"], body["temperature"]) == (9, 0.0)
    assert [m["content"] for m in body["messages"]] == ["Be brief.", "Who?"]
    list(asked.stream("s", "u"))
    assert len(opened) == 1


def test_the_share_of_yes(tmp_path: Path) -> None:
    engine = FakeEngine()
    asked, _ = model(tmp_path, engine)
    assert asked.probability_yes("s", "u") == pytest.approx(0.75)
    assert engine.bodies[0]["max_tokens"] == 1


def test_leaving_early_stops_the_engine(tmp_path: Path) -> None:
    engine = FakeEngine("word " * 5000)
    asked, _ = model(tmp_path, engine)
    pieces = asked.stream("s", "u")
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert engine.given < 5000
    assert engine.inside == 0


def test_whoever_stops_does_not_wait_for_an_engine_that_is_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_PATIENCE_S", 0.05)
    reading, done = threading.Event(), threading.Event()

    class Reading(FakeEngine):
        def _reply(self, take: local.Take | None) -> Body | None:
            assert take
            take({"choices": [{"delta": {"content": "word"}}]})
            reading.set()
            done.wait(10)
            return None

    asked, _ = model(tmp_path, Reading())
    pieces = asked.stream("s", "u")
    assert next(pieces) == "word"
    assert reading.wait(10)
    pieces.close()  # type: ignore[attr-defined]
    assert not local._LOADED.free(0.05), "it is still in use"
    done.set()
    assert local._LOADED.free(10)


def test_one_question_at_a_time(tmp_path: Path) -> None:
    engine = FakeEngine("word " * 200)
    asked, opened = model(tmp_path, engine)
    threads = [threading.Thread(target=lambda: list(asked.stream("s", "u"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(engine.bodies), engine.most_inside, len(opened)) == (4, 1, 1)


def test_one_model_is_loaded_and_the_other_freed(tmp_path: Path) -> None:
    first, opened = model(tmp_path, FakeEngine())
    second, opened_second = model(tmp_path, FakeEngine(), name="n")
    for asked in (first, second, first):
        list(asked.stream("s", "u"))
    assert (len(opened), len(opened_second)) == (2, 1)
    local._LOADED.free()
    assert local._LOADED.engine is None


@pytest.mark.parametrize("call", [lambda m: list(m.stream("s", "u")),
                                  lambda m: m.probability_yes("s", "u")])  # fmt: skip
def test_what_the_engine_complains_of_is_told(tmp_path: Path, call: Any) -> None:
    asked, _ = model(tmp_path, FakeEngine(fault="exceeds the available context size"))
    with pytest.raises(LocalModelError, match="exceeds the available context size"):
        call(asked)


def test_a_file_that_does_not_load_is_told(tmp_path: Path) -> None:
    def opens(file: Path, threads: int | None) -> FakeEngine:
        raise RuntimeError("Failed to init server")

    broken = LocalModel(tmp_path / "m.gguf", None, opens)
    with pytest.raises(LocalModelError, match="does not load"):
        broken.probability_yes("s", "u")
    with pytest.raises(LocalModelError, match="does not load"):
        list(broken.stream("s", "u"))


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(LocalModelError, match=r"dateline\[local\]"):
        LocalModel(tmp_path / "m.gguf").probability_yes("s", "u")


def test_the_engine_waits_without_spinning_and_its_port_is_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    class Params:
        def __init__(self) -> None:
            assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
            self.model = type("Model", (), {"path": ""})()
            self.cpuparams = type("Cpu", (), {"n_threads": 0})()
            self.cpuparams_batch = type("Cpu", (), {"n_threads": 0})()
            self.api_keys: list[str] = []

    fake: Any = ModuleType("xllamacpp")
    fake.CommonParams, fake.Server = Params, lambda params: params
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    monkeypatch.setitem(sys.modules, "xllamacpp", fake)
    params: Any = open_engine(tmp_path / "m.gguf", 2)
    assert params.model.path == str(tmp_path / "m.gguf")
    assert len(params.api_keys[0]) == 32
    assert (params.cpuparams.n_threads, params.cpuparams_batch.n_threads) == (2, 2)
    assert (params.port, params.n_ctx) == (0, local.CONTEXT_TOKENS)
    assert open_engine(tmp_path / "m.gguf", None).cpuparams.n_threads == 0  # type: ignore[attr-defined]


def test_memory_is_looked_at_before_loading(tmp_path: Path) -> None:
    file = tmp_path / "m.gguf"
    file.write_bytes(b"GGUF" * 25)
    assert memory_short(file, None) == ""
    assert memory_short(file, 2_000_000_000) == ""
    assert memory_short(file, 500_000_000) == "m needs 1.0 GB of memory, 0.5 GB are free"
    told = tmp_path / "meminfo"
    assert free_memory(told) is None
    told.write_text("MemTotal: 9 kB\nMemAvailable:    2048 kB\n")
    assert free_memory(told) == 2048 * 1024
    told.write_text("MemTotal: 9 kB\n")
    assert free_memory(told) is None
