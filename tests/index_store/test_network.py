"""Addresses that are told, the surroundings of a client, and replies that do not end."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import httpx
import pytest

from index_store.addresses import secrets_of, shown, without
from index_store.errors import SettingsError
from index_store.network import WHOLE, Bounded, PatientClient, proxy_for


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("http://ida:hunter2@host/v1?key=hunter2", "http://***@host/v1?***"),
        ("https://token-of-ida@host/", "https://***@host/"),
        ("ida:hunter2@host/v1", "***@host/v1"),
        ("http://ida:hun@ter2@host/v1", "http://***@host/v1"),
        ("http://ida:hunter2/x@host/v1", "http://***"),
        ("http://ida:hunter2?x@host/v1", "http://***"),
        ("http://ida:hunter2#x@host/v1", "http://***"),
        ("http://[bad", "http://[bad"),
        ("", ""),
    ],
)
def test_an_address_is_told_without_its_passwords(address: str, told: str) -> None:
    assert shown(address) == told


def test_what_an_address_hides_is_taken_out_of_messages() -> None:
    secrets = secrets_of("http://ida:hunter%202@host/v1?key=abcdefgh")
    said = "no /v1?key=abcdefgh for hunter 2 or hunter%202; abcdefgh, none, host"
    assert without(said, ("none", *secrets)) == "no /v1?*** for *** or ***; ***, none, host"
    assert without("Basic aWRhOmh1bnRlciAy may not", secrets) == "Basic *** may not"


# --- surroundings


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ALL_PROXY", "socks5://ida:hunter2@127.0.0.1:9", r"ALL_PROXY=socks5://\*\*\*@127.*httpx"),
        ("HTTP_PROXY", "ida://hunter2:x@127.0.0.1:9", "HTTP_PROXY=.*cannot be used"),
        ("HTTPS_PROXY", "http://127.0.0.1:none", "HTTPS_PROXY=.*cannot be used"),
        ("SSL_CERT_FILE", "/nonexistent", "SSL_CERT_FILE.*No such file"),
    ],
)
def test_what_cannot_be_used_of_them_is_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words) as caught:
        PatientClient(1.0)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_proxy_of_an_address_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for("http://models.example/v1") == ""
    monkeypatch.setenv("HTTP_PROXY", "http://ida:hunter2@127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert proxy_for("http://models.example/v1") == "http://***@127.0.0.1:9"
    assert proxy_for("http://localhost/v1") == proxy_for("https://models.example/v1") == ""


# --- replies that do not end


def bounded(blocks: Iterable[bytes], timeout_s: float) -> Bounded:
    """Bound blocks that come a second after each other."""
    times = itertools.count()
    return Bounded(blocks, timeout_s, lambda b: b"data:" in b, lambda: next(times))


def test_a_slow_reply_that_goes_on_comes_through() -> None:
    blocks = [b"data: x"] * (WHOLE * 2 - 1)
    assert list(bounded(blocks, 2.0)) == blocks


def test_comments_do_not_keep_a_silent_reply_alive() -> None:
    came: list[bytes] = []
    with pytest.raises(httpx.ReadTimeout, match="nothing more came for 3 s"):
        came.extend(bounded(itertools.chain([b"data: x"], itertools.repeat(b": ping")), 3.0))


def test_a_reply_without_an_end_is_left() -> None:
    with pytest.raises(httpx.ReadTimeout, match="no end within 20 s"):
        list(bounded(itertools.repeat(b"data: x"), 2.0))
