"""The bundled model as shipped, and an endpoint over real HTTP on loopback."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.span import FOLDER as READER
from index_store.embed import BundledEmbedder, EndpointEmbedder, as_llama_index, tokenizer
from index_store.embed.bundled import FOLDER
from index_store.errors import (
    EndpointError,
    EndpointKeyError,
    EndpointRequestError,
    EndpointUnreachableError,
    ModelFileError,
)

# pytest imports test files one by one, so a sibling is loaded by its path.
SPEC = importlib.util.spec_from_file_location(
    "openai_server", Path(__file__).parent.parent / "openai_server.py"
)
assert SPEC
assert SPEC.loader
stub = sys.modules.setdefault("openai_server", importlib.util.module_from_spec(SPEC))
SPEC.loader.exec_module(stub)

TEXTS = [
    "The central bank raised its key interest rate by half a percentage point on Thursday.",
    "Borrowing costs went up again as policymakers tried to bring inflation down.",
    "The striker scored twice in the second half and the visitors won the cup final.",
    "A ferry ran aground in thick fog off the northern islands; all passengers are safe.",
    "",
    "Ferry. " * 300,
]


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture
def server() -> Iterator[stub.OpenAIServer]:
    with stub.OpenAIServer() as running:
        yield running


def endpoint(server: stub.OpenAIServer, **settings: float) -> EndpointEmbedder:
    return EndpointEmbedder(server.base_url, "secret", "m", **settings)  # type: ignore[arg-type]


def test_rows_have_length_one_and_keep_the_order(bundled: BundledEmbedder) -> None:
    rows = bundled.embed(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    alone = np.array([bundled.embed_query(text) for text in TEXTS])
    assert ((rows @ alone.T).argmax(axis=1) == np.arange(len(TEXTS))).all()


def test_the_batch_changes_a_vector_only_a_little(bundled: BundledEmbedder) -> None:
    texts = TEXTS[:4]
    alone = np.array([bundled.embed_query(text) for text in texts])
    cosines = (bundled.embed(TEXTS * 3)[: len(texts)] * alone).sum(axis=1)
    assert cosines.min() > 0.98


def test_nothing_in_gives_no_rows(bundled: BundledEmbedder) -> None:
    assert bundled.embed([]).shape == (0, 384)


def test_what_means_alike_is_nearer(bundled: BundledEmbedder) -> None:
    rows = bundled.embed(TEXTS[:4])
    rates, costs, cup, ferry = rows
    assert rates @ costs > 0.1 + max(rates @ cup, rates @ ferry, cup @ ferry)
    found = rows @ bundled.embed_query("Which ship had an accident?")
    assert found.argmax() == 3


def test_text_after_256_tokens_is_cut(bundled: BundledEmbedder) -> None:
    long = "harbour " * 254
    rows = [bundled.embed_query(long), bundled.embed_query(long + "volcano " * 100)]
    np.testing.assert_array_equal(rows[0], rows[1])
    assert len(tokenizer().encode(long + "volcano " * 100).ids) == 356


def test_threads_share_one_embedder() -> None:
    fresh = BundledEmbedder()
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(fresh.embed_query, [TEXTS[0]] * 8))
    for row in rows[1:]:
        np.testing.assert_array_equal(row, rows[0])


def test_the_name_holds_the_hash_of_the_model(bundled: BundledEmbedder) -> None:
    listed = json.loads((FOLDER / "embedder.json").read_text())
    digest = next(h for name, h in listed["sha256"].items() if name.endswith(".onnx"))
    assert bundled.name == f"all-MiniLM-L6-v2-int8@{digest[:12]}"


def test_a_tampered_model_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "models"
    shutil.copytree(FOLDER, copy)
    model = next(copy.glob("*.onnx"))
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    with pytest.raises(ModelFileError, match="SHA-256") as refused:
        BundledEmbedder(copy).embed(["a"])
    assert model.name in refused.value.problem
    assert refused.value.remedy


@pytest.mark.parametrize("name", ["embedder.json", "tokenizer.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    copy = tmp_path / "models"
    shutil.copytree(FOLDER, copy)
    (copy / name).unlink()
    with pytest.raises(ModelFileError, match=name):
        BundledEmbedder(copy).embed(["a"])


def test_importing_loads_no_client_and_no_framework() -> None:
    code = (
        "import sys, index_store.embed\n"
        "print([m for m in ('openai', 'llama_index', 'onnxruntime') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_llama_index_sees_the_same_vectors(bundled: BundledEmbedder) -> None:
    wrapped = as_llama_index(bundled)
    assert wrapped.model_name == bundled.name
    assert wrapped.get_query_embedding(TEXTS[0]) == bundled.embed_query(TEXTS[0]).tolist()
    rows = wrapped.get_text_embedding_batch(TEXTS[:3])
    np.testing.assert_allclose(rows, bundled.embed(TEXTS[:3]), atol=1e-6)


def test_an_endpoint_gives_unit_rows_in_order(server: stub.OpenAIServer) -> None:
    texts = [f"text {n}" for n in range(130)]
    embedder = endpoint(server)
    rows = embedder.embed(texts)
    expected = np.array([stub.hashed(text, 8) for text in texts])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(rows, expected, atol=1e-6)
    assert rows.dtype == np.float32
    assert [len(r.body["input"]) for r in server.requests] == [64, 64, 2]
    assert server.requests[0].headers["authorization"] == "Bearer secret"
    np.testing.assert_array_equal(embedder.embed_query("text 7"), rows[7])


def test_dimensions_are_learnt_from_the_first_reply(server: stub.OpenAIServer) -> None:
    server.dimensions = 5
    embedder = endpoint(server)
    assert embedder.dimensions == 5
    assert embedder.embed([]).shape == (0, 5)
    assert len(server.requests) == 1


def test_an_empty_text_is_not_sent_empty(server: stub.OpenAIServer) -> None:
    endpoint(server).embed(["", "a"])
    assert server.requests[0].body["input"] == [" ", "a"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_tried_again(server: stub.OpenAIServer, status: int) -> None:
    server.script(stub.Reply(status), stub.Reply(status))
    assert endpoint(server).embed(["a"]).shape == (1, 8)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "error", "asked"),
    [
        (401, EndpointKeyError, 1),
        (403, EndpointKeyError, 1),
        (400, EndpointRequestError, 1),
        (404, EndpointRequestError, 1),
        (429, EndpointUnreachableError, 2),
        (500, EndpointUnreachableError, 2),
    ],
)
def test_a_lasting_fault_is_named(
    server: stub.OpenAIServer, status: int, error: type[Exception], asked: int
) -> None:
    server.script(*[stub.Reply(status)] * 3)
    with pytest.raises(error) as raised:
        endpoint(server, retries=1).embed(["a"])
    assert server.base_url in str(raised.value)
    assert "secret" not in str(raised.value)
    assert len(server.requests) == asked


def test_a_hanging_server_is_unreachable(server: stub.OpenAIServer) -> None:
    server.script(stub.Hang())
    with pytest.raises(EndpointUnreachableError):
        endpoint(server, timeout_s=0.2, retries=0).embed(["a"])


def test_nobody_listening_is_unreachable() -> None:
    with stub.OpenAIServer() as gone:
        address = gone.base_url
    with pytest.raises(EndpointUnreachableError, match=r"127\.0\.0\.1"):
        EndpointEmbedder(address, None, "m", retries=0).embed(["a"])


def test_no_password_is_told(server: stub.OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    address = server.base_url.replace("//", "//ida:hunter2@") + "?key=hunter2"
    server.script(stub.Reply(400), stub.Reply(200, {"hello": "world"}), stub.Hang(0.0))
    for _ in range(3):
        with pytest.raises(EndpointError, match=r"http://\*\*\*@127") as raised:
            EndpointEmbedder(address, "secret-key", "m", retries=0).embed(["a"])
        assert "hunter2" not in str(raised.value)
    with pytest.raises(EndpointRequestError, match=r"http://h:x/v1: .* not a web address"):
        EndpointEmbedder("http://h:x/v1", None, "m").embed(["a"])
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(EndpointUnreachableError, match="proxy http://127"):
        EndpointEmbedder("http://models.example/v1", None, "m", retries=0).embed(["a"])


def row(*values: float | None) -> dict[str, object]:
    return {"object": "embedding", "index": 0, "embedding": list(values)}


@pytest.mark.parametrize(
    "body",
    [
        {"object": "list", "model": "m", "data": []},
        {"object": "list", "model": "m", "data": [row(1.0, 0.0)]},
        {"object": "list", "model": "m", "data": [row(1.0), row(1.0, 2.0)]},
        {"object": "list", "model": "m", "data": [row(1.0, None), row(1.0, 2.0)]},
        {"hello": "world"},
        b"<html>gateway</html>",
    ],
)
def test_a_wrong_reply_is_refused(server: stub.OpenAIServer, body: object) -> None:
    server.script(stub.Reply(200, body))
    with pytest.raises(EndpointRequestError):
        endpoint(server).embed(["a", "b"])


def test_a_change_of_dimensions_is_refused(server: stub.OpenAIServer) -> None:
    embedder = endpoint(server)
    embedder.embed(["a"])
    server.dimensions = 4
    with pytest.raises(EndpointRequestError, match="8 to 4"):
        embedder.embed(["a"])


def fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of the length-delimited fields of a protobuf message."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        tag = varint()
        if tag & 7 == 2:
            size = varint()
            yield tag >> 3, message[at : at + size]
            at += size
        elif tag & 7 == 0:
            varint()
        else:
            at += 4 if tag & 7 == 5 else 8


MODELS = [next(FOLDER.glob("*.onnx")), READER / "reader-int8.onnx"]


@pytest.mark.parametrize("path", MODELS, ids=["embedder", "reader"])
def test_sums_of_two_products_of_bytes_fit_sixteen_bits(path: Path) -> None:
    """Processors without VNNI add two products of an unsigned and a signed byte in 16 bits."""
    graph = next(held for number, held in fields(path.read_bytes()) if number == 7)
    constants = [dict(fields(held)) for number, held in fields(graph) if number == 5]
    matrices = [
        np.frombuffer(constant[9], np.int8)
        for constant in constants
        if constant[8].endswith(b".int8") and constant[8] != b"words.int8"
    ]
    assert len(matrices) == 24
    assert max(2 * 255 * int(np.abs(matrix.astype(int)).max()) for matrix in matrices) < 2**15
