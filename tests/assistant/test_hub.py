"""A pull from the hub that does not go well."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.weights.shelf import path_of
from index_store.errors import EndpointRequestError, EndpointUnreachableError
from tests.assistant.test_weights import ON_HUB, TINY, WEIGHTS, Pulling, without_wheels
from tests.weights_server import WeightsServer


def test_a_pull_goes_on_only_with_the_same_file(tmp_path: Path) -> None:
    older = {path: bytes(len(data)) for path, data in ON_HUB.items()}
    with WeightsServer(older) as server:
        shelf = Pulling(tmp_path, server.url).shelf
        server.extra, server.cut = {"etag": '"one"'}, 700
        with pytest.raises(EndpointUnreachableError):
            shelf.pull(without_wheels(TINY))
        server.files, server.extra = ON_HUB, {"etag": '"two"'}
        assert shelf.pull(TINY).read_bytes() == WEIGHTS
        assert server.headers[1]["if-range"] == '"one"'
        assert {told["accept-encoding"] for told in server.headers} == {"identity"}
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".gguf", ".txt"]


def test_a_weak_tag_is_not_asked_by(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        shelf = Pulling(tmp_path, server.url).shelf
        server.extra, server.cut = {"etag": 'W/"one"'}, 700
        with pytest.raises(EndpointUnreachableError):
            shelf.pull(without_wheels(TINY))
        assert shelf.pull(TINY).read_bytes() == WEIGHTS
        assert "if-range" not in server.headers[1]


def test_whatever_goes_wrong_on_the_way_is_told_in_a_line(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        shelf = Pulling(tmp_path, server.url).shelf
        server.extra = {"content-encoding": "gzip"}
        with pytest.raises(EndpointUnreachableError, match="DecodingError"):
            shelf.pull(without_wheels(TINY))
        server.extra, server.fault = {"location": "/again"}, 302
        with pytest.raises(EndpointUnreachableError, match="TooManyRedirects"):
            shelf.pull(without_wheels(TINY))
    with pytest.raises(EndpointRequestError, match="no address"):
        Pulling(tmp_path, "http://hub:port").shelf.pull(without_wheels(TINY))


def test_a_hub_that_sends_no_parts_begins_anew(tmp_path: Path) -> None:
    with WeightsServer(ON_HUB) as server:
        server.ranges = False
        path_of(tmp_path, TINY.name).with_suffix(".hub.part").write_bytes(WEIGHTS[:9])
        assert Pulling(tmp_path, server.url).shelf.pull(TINY).read_bytes() == WEIGHTS
