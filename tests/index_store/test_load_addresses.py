"""Web addresses in, from a server on loopback, articles or refusals out."""

import contextlib
import gzip
import json
import socket
import threading
import time
import zlib
from datetime import date

import pytest

from index_store.errors import RecordError
from index_store.load import reach
from index_store.load.fetch import Fetcher
from tests.reading import only, read, refused
from tests.site import HTML, PAGE, feed_of
from tests.site import site as site


def test_private_addresses_are_refused_unless_allowed(site):
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    url = f"{site.root}/storm"
    assert "private network" in refused(url).reason
    assert site.seen == []
    assert only(url, allow_private=["127.0.0.1"]).title == "Storm closes Hale port"
    assert only(url, allow_private=["127.0.0.0/8"]).url == "https://echo.example/2025/03/02/storm"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://127.1/", "http://[::1]/", "http://169.254.169.254/latest/",
        "http://10.0.0.1/", "http://192.168.1.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/",
        "http://2130706433/", "http://[fe80::1]/", "http://100.64.0.1/",
        "http://[2002:7f00:1::]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/",
        "http://[fec0::1]/", "http://[::ffff:0:127.0.0.1]/", "http://[::7f00:1]/",
        "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "http://[2001:db8::1]/", "http://[ff0e::1]/",
    ],
)  # fmt: skip
def test_no_spelling_of_a_private_address_gets_through(url):
    with pytest.raises(RecordError) as caught:
        reach.resolve(url)
    assert caught.value.reason


@pytest.mark.parametrize("host", ["93.184.216.34", "[2606:4700::1111]", "[64:ff9b::5db8:d822]"])
def test_public_addresses_are_reached_in_either_version(monkeypatch, host):
    def resolve(name, port, *args, **more):
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (name, port, 0, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert str(reach.resolve(f"http://{host}/")[1]) == host.strip("[]")


@pytest.mark.parametrize(
    "url", ["ftp://e.com/a", "file:///etc/passwd", "gopher://e.com", "http://"]
)
def test_only_http_is_fetched(url):
    assert "http(s)" in refused(url).reason


def test_each_redirect_is_checked_and_they_end(site):
    site.pages["/ok"] = (302, {"Location": "/storm"}, b"")
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    site.pages["/out"] = (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    allow = ["127.0.0.1"]
    assert only(f"{site.root}/ok", allow_private=allow).title == "Storm closes Hale port"
    assert "private network" in refused(f"{site.root}/out", allow_private=allow).reason
    assert "http(s)" in refused(f"{site.root}/file", allow_private=allow).reason
    assert "redirects" in refused(f"{site.root}/loop", allow_private=allow).reason


def test_answers_are_limited_in_size_packed_or_not(site):
    fetcher = Fetcher(allow_private=("127.0.0.1",), most_bytes=2 * 2**20)
    site.pages["/gz"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 2**20))
    site.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 2**26))
    site.pages["/zbomb"] = (200, {"Content-Encoding": "deflate"}, zlib.compress(b"x" * 2**26))
    site.pages["/big"] = (200, {}, b"x" * (2**21 + 1))
    site.pages["/br"] = (200, {"Content-Encoding": "br"}, b"x")
    assert len(fetcher.fetch(f"{site.root}/gz").data) == 2**20
    for path in ("/bomb", "/zbomb", "/big"):
        with pytest.raises(RecordError, match="larger than 2 MiB"):
            fetcher.fetch(site.root + path)
    with pytest.raises(RecordError, match="not asked for"):
        fetcher.fetch(f"{site.root}/br")


def test_a_packed_answer_is_read_to_its_end_or_refused(site):
    fetcher = Fetcher(allow_private=("127.0.0.1",), most_bytes=2**20)
    packed = gzip.compress(b"x" * 1000)
    bodies = {
        "/two": packed + gzip.compress(b"y" * 1000), "/padded": packed + bytes(512), "/none": b"",
        "/cut": packed[:-12], "/second-cut": packed + packed[:-12],
        "/many": gzip.compress(b"x" * 2**19) * 3,
    }  # fmt: skip
    for path, body in bodies.items():
        site.pages[path] = (200, {"Content-Encoding": "gzip"}, body)
    assert fetcher.fetch(f"{site.root}/two").data == b"x" * 1000 + b"y" * 1000
    assert fetcher.fetch(f"{site.root}/padded").data == b"x" * 1000
    assert fetcher.fetch(f"{site.root}/none").data == b""
    for path in ("/cut", "/second-cut"):
        with pytest.raises(RecordError, match="ends too early"):
            fetcher.fetch(site.root + path)
    with pytest.raises(RecordError, match="larger than 1 MiB"):
        fetcher.fetch(f"{site.root}/many")


def test_slow_dead_and_missing_servers(site):
    with pytest.raises(RecordError, match="slower than"):
        Fetcher(allow_private=("127.0.0.1",), timeout_s=0).fetch(f"{site.root}/x")
    with pytest.raises(RecordError, match="answered 404"):
        Fetcher(allow_private=("127.0.0.1",)).fetch(f"{site.root}/x")
    assert "cannot be fetched" in refused("http://127.0.0.1:9/", allow_private=["127.0.0.1"]).reason


def test_conditional_requests(site):
    site.pages["/a"] = (
        200,
        {"ETag": '"v1"', "Last-Modified": "Sun, 02 Mar 2025 09:00:00 GMT"},
        b"x",
    )
    site.pages["/b"] = (304, {}, b"")
    fetcher = Fetcher(allow_private=("127.0.0.1",))
    first = fetcher.fetch(f"{site.root}/a")
    again = fetcher.fetch(f"{site.root}/b", etag=first.etag, last_modified=first.last_modified)
    assert again.unchanged
    # An earlier test's timed-out request may arrive late, so the last one seen need not be ours.
    sent = next(headers for headers in site.seen if "If-None-Match" in headers)
    assert sent["If-None-Match"] == '"v1"'
    assert sent["If-Modified-Since"].startswith("Sun, 02 Mar")


def test_feed_of_summaries_leads_to_the_articles(site):
    items = "".join(
        f"<item><title>Entry {n}</title><link>{site.root}/{n}</link>"
        "<description>Short.</description>"
        f"<pubDate>Mon, 03 Mar 2025 09:00:00 GMT</pubDate></item>"
        for n in ("storm", "gone")
    )
    feed = f"<rss version='2.0'><channel><title>Echo feed</title>{items}</channel></rss>"
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    found, errors = read(f"{site.root}/feed", allow_private=["127.0.0.1"])
    assert [a.title for a in found] == ["Storm closes Hale port", "Entry gone"]
    assert found[0].dated_by == "json-ld"
    assert found[0].date_conflict == "feed says 2025-03-03"
    assert [b.kind for b in found[1].blocks] == ["summary"]
    assert [e.place for e in errors] == [f"{site.root}/gone"]
    assert errors[0].reason == (
        "the server answered 404; its summary in the feed was taken instead"
    )


WALL = "<html><head><title>Echo</title></head><body><p>{}</p></body></html>"


def feed_with(site, summary):
    item = f"<item><title>Storm</title><link>{site.root}/s</link><description>{summary}"
    feed = f"<rss version='2.0'><channel><title>Echo</title>{item}</description></item></channel>"
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, f"{feed}</rss>".encode())


def test_a_summary_stands_in_for_a_page_that_is_a_wall(site):
    feed_with(site, "A storm closed the port of Hale.")
    site.pages["/s"] = (200, HTML, WALL.format("").encode())
    (found,), (error,) = read(f"{site.root}/feed", allow_private=["127.0.0.1"])
    assert (found.title, found.body) == ("Storm", "A storm closed the port of Hale.")
    assert [b.kind for b in found.blocks] == ["summary"]
    assert (error.place, error.reason) == (
        f"{site.root}/s",
        "no article text in it; its summary in the feed was taken instead",
    )


def test_a_longer_summary_stays_beside_what_a_wall_leaves_of_an_article(site):
    summary = "A storm closed the port of Hale, broke two moorings and held up 400 passengers. " * 3
    left = "The port of Hale was closed on Sunday after a storm, said the harbour master Jo Roe."
    feed_with(site, summary)
    site.pages["/s"] = (200, HTML, WALL.format(left).encode())
    found = only(f"{site.root}/feed", allow_private=["127.0.0.1"])
    assert found.body == f"{summary.strip()}\n\n{left}"
    assert [b.kind for b in found.blocks] == ["summary", "body"]
    feed_with(site, "A storm closed the port.")
    assert only(f"{site.root}/feed", allow_private=["127.0.0.1"]).body == left


@pytest.mark.parametrize(
    ("path", "media"),
    [("/data", "text/csv; charset=utf-8"), ("/data.csv", "text/plain"), ("/p", "image/png")],
)
def test_what_no_file_may_be_is_refused_from_a_server_too(site, path, media):
    site.pages[path] = (200, {"Content-Type": media}, b"title,text\nStorm,The port was closed.\n")
    assert "not a kind" in refused(f"{site.root}{path}", allow_private=["127.0.0.1"]).reason


def test_news_sitemap_dates_pages_that_do_not(site):
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>{site.root}/plain</loc><news:news><news:publication><news:name>Hale Echo</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>"
        "2025-03-04</news:publication_date><news:title>Plain</news:title>"
        "</news:news></url></urlset>"
    )
    body = "".join(
        f"<p>Paragraph {n} tells of the storm in the port of Hale.</p>" for n in range(4)
    )
    site.pages["/sitemap.xml"] = (200, {"Content-Type": "text/xml"}, sitemap.encode())
    site.pages["/plain"] = (
        200,
        HTML,
        f"<html><body><article>{body}</article></body></html>".encode(),
    )
    found = only(f"{site.root}/sitemap.xml", allow_private=["127.0.0.1"])
    assert (found.title, found.source, found.published) == ("Plain", "Hale Echo", date(2025, 3, 4))
    assert found.dated_by == "feed"


def test_a_name_is_resolved_once_so_that_it_cannot_change_its_mind(site, monkeypatch):
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    asked = []
    real = socket.getaddrinfo

    def resolve(host, port, *args, **more):
        if host != "flip.example":
            return real(host, port, *args, **more)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = f"http://flip.example:{site.server_port}/storm"
    assert Fetcher(allow_private=("127.0.0.0/8",)).fetch(url).data == PAGE.encode()
    assert asked == ["flip.example"]
    assert site.seen[-1]["Host"] == f"flip.example:{site.server_port}"


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    def resolve(host, port, *args, **more):
        found = ("93.184.216.34", "10.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(RecordError, match="private network"):
        reach.resolve("http://mixed.example/")


def test_a_redirect_to_no_address_is_refused(site):
    site.pages["/odd"] = (302, {"Location": "http://[::1"}, b"")
    assert "cannot be fetched" in refused(f"{site.root}/odd", allow_private=["127.0.0.1"]).reason


def test_a_lookup_that_hangs_counts_into_the_time(monkeypatch):
    over = threading.Event()

    def hang(*args, **more):
        over.wait(10)
        raise OSError("never answered")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    try:
        with pytest.raises(RecordError, match=r"slower than 0\.2 s"):
            Fetcher(timeout_s=0.2).fetch("http://hang.example/")
    finally:
        over.set()


def test_a_body_that_stops_counts_into_the_time():
    over = threading.Event()

    def stop():
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
            over.wait(10)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=stop)
        thread.start()
        try:
            fetcher = Fetcher(allow_private=("127.0.0.1",), timeout_s=0.5)
            with pytest.raises(RecordError, match=r"slower than 0\.5 s"):
                fetcher.fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")
        finally:
            over.set()
            thread.join()


def test_headers_that_never_end_do_not_hold_it_up():
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip():
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stop.wait(0.1):
                    connection.sendall(b"X-A: b\r\n")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            fetcher = Fetcher(allow_private=("127.0.0.1",), timeout_s=0.5)
            began = time.perf_counter()
            with pytest.raises(RecordError, match="slower than"):
                fetcher.fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")
            assert time.perf_counter() - began < 5
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize("location", ["http://[x/", "http://x.example:99999/a", "http://[::1"])
def test_a_redirect_to_what_is_no_address_is_refused_and_stops_nothing(site, location):
    site.pages["/odd"] = (302, {"Location": location}, b"")
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    paths = (f"{site.root}/odd", f"{site.root}/storm")
    (found,), (error,) = read(*paths, allow_private=["127.0.0.1"])
    assert found.title == "Storm closes Hale port"
    assert error.place in (paths[0], location)
    assert "web address" in error.reason or "cannot be fetched" in error.reason


@pytest.mark.parametrize("url", ["http://[bad", "http://x.example:99999/a", "http://[::1"])
def test_a_feed_or_sitemap_that_leads_to_no_address_goes_on(site, tmp_path, url):
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    links = (url, f"{site.root}/storm")
    (tmp_path / "a.rss").write_bytes(feed_of(*(("Entry", link) for link in links)))
    locations = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    (tmp_path / "b.xml").write_text(f"<urlset>{locations}</urlset>")
    for name in ("a.rss", "b.xml"):
        found, errors = read(tmp_path / name, allow_private=["127.0.0.1"])
        assert "Storm closes Hale port" in [a.title for a in found]
        assert [e.place for e in errors] == [url]
        assert errors[0].reason.startswith("not a web address")


def test_a_host_in_other_letters_and_a_mark_in_any_are_sent(site, monkeypatch):
    site.pages["/storm"] = (200, {**HTML, "ETag": '"v\u00e9"'}, PAGE.encode())
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *args, **more: real("127.0.0.1", *args, **more)
    )
    fetcher = Fetcher(allow_private=("127.0.0.1",))
    url = f"http://häle.example:{site.server_port}/storm"
    first = fetcher.fetch(url)
    assert first.data == PAGE.encode()
    assert site.seen[-1]["Host"] == f"xn--hle-qla.example:{site.server_port}"
    assert fetcher.fetch(url, etag=first.etag).data == PAGE.encode()


def test_what_the_server_says_of_the_encoding_is_heeded_in_every_kind(site):
    told = "Мост в Хейле закрыт\n\nВо вторник инженеры нашли трещины."
    item = f"<item><title>Мост закрыт</title><description>{told}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Эхо</title>{item}</channel></rss>"
    record = json.dumps({"title": "Мост", "text": told}, ensure_ascii=False)
    texts = {
        "/a": ("text/plain; charset=koi8-r", told),
        "/b": ("text/markdown; charset=koi8-r", told),
        "/c": ("application/json; charset=koi8-r", record),
        "/d": ("application/rss+xml; charset=koi8-r", feed),
    }
    for path, (media, text) in texts.items():
        site.pages[path] = (200, {"Content-Type": media}, text.encode("koi8-r"))
        found = only(f"{site.root}{path}", allow_private=["127.0.0.1"])
        assert "инженеры нашли трещины" in found.body
