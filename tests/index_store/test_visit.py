"""How addresses are asked for: robots.txt, pauses, what is remembered."""

from __future__ import annotations

import pytest

from index_store.errors import AddressError
from index_store.load.fetch import Fetcher
from index_store.load.visit import Manners, Visit, Visitor
from tests.site import HTML, PAGE, Site
from tests.site import site as site

FETCHER = Fetcher(allow_private=("127.0.0.1",))
ROBOTS = b"User-agent: *\nDisallow: /private\n"


def visitor(delay_s: float = 0.0, *, obey: bool = True, **known: Visit) -> Visitor:
    return Visitor(FETCHER, Manners(delay_s=delay_s, obey=obey), known, now=1000.0)


def test_robots_are_heeded_and_asked_for_once(site: Site) -> None:
    site.pages |= {
        "/robots.txt": (200, {}, ROBOTS),
        "/a": (200, HTML, PAGE.encode()),
        "/away": (302, {"Location": "/private/b"}, b""),
    }
    one = visitor()
    assert one.fetch(f"{site.root}/a").data
    for path in ("/private/b", "/away"):
        with pytest.raises(AddressError, match=r"robots\.txt asks not to"):
            one.fetch(site.root + path)
    assert site.paths == ["/robots.txt", "/a", "/away"]


def test_an_address_that_a_person_named_is_fetched_and_a_linked_one_asks(site: Site) -> None:
    site.pages |= {"/robots.txt": (200, {}, ROBOTS), "/private": (200, HTML, PAGE.encode())}
    one = visitor(obey=False)
    assert one.fetch(f"{site.root}/private").data
    with pytest.raises(AddressError, match=r"robots\.txt"):
        one.fetch(f"{site.root}/private", linked=True)


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)]
)
def test_a_host_without_robots_allows_all_and_a_faulty_one_nothing(
    site: Site, status: int, allowed: bool
) -> None:
    site.pages |= {"/robots.txt": (status, {}, b""), "/a": (200, HTML, PAGE.encode())}
    one = visitor()
    if allowed:
        assert one.fetch(f"{site.root}/a").data
    else:
        for _ in range(2):
            with pytest.raises(AddressError, match=f"answered {status}|asked for a pause"):
                one.fetch(f"{site.root}/a")
    assert site.paths.count("/robots.txt") == 1
    assert ("/a" in site.paths) is allowed


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 3\n"),
        "/a": (200, HTML, PAGE.encode()),
    }
    one = visitor(delay_s=2)
    slept: list[float] = []
    now = 100.0

    def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(seconds)
        now += seconds

    one.clock, one.sleep = lambda: now, sleep
    one.fetch(f"{site.root}/a")
    one.fetch(f"{site.root}/a")
    assert slept == [3.0, 3.0]


def test_a_host_that_asks_for_a_pause_is_left_alone(site: Site) -> None:
    site.pages["/a"] = (503, {}, b"")
    one = visitor()
    with pytest.raises(AddressError, match="answered 503"):
        one.fetch(f"{site.root}/a")
    with pytest.raises(AddressError, match="asked for a pause"):
        one.fetch(f"{site.root}/b")
    assert site.paths == ["/robots.txt", "/a"]


def test_what_is_known_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = (200, {**HTML, "ETag": '"v1"'}, PAGE.encode())
    first = visitor()
    first.fetch(f"{site.root}/a", said="one")
    assert first.visits[f"{site.root}/a"] == Visit(etag='"v1"', said="one", at=1000.0)
    second = Visitor(FETCHER, Manners(delay_s=0), first.visits, now=2000.0)
    assert second.fetch(f"{site.root}/a", said="one").unchanged
    assert site.paths.count("/a") == 1, "its feed says nothing new, so it is not asked for"
    assert second.fetch(f"{site.root}/a", said="two").unchanged
    assert site.paths.count("/a") == 2
    assert second.unchanged == 2
    later = Visitor(FETCHER, Manners(delay_s=0), second.visits, now=200_000.0)
    assert later.fetch(f"{site.root}/a", said="two").unchanged
    assert site.paths.count("/a") == 3, "once a day it is, whatever the feed says"
