from __future__ import annotations

import time

import pytest

from index_store.load.robots import parse

TEXT = """\ufeff# Hale Echo
User-agent: badbot
Disallow: /

User-Agent: *
Crawl-delay: 2.5
Disallow: /private/   # not for robots
Disallow: /*.pdf$
Disallow: /search?*q=
Allow: /private/press/
Disallow:
Sitemap: https://echo.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/a", False),
        ("/private", True),
        ("/private/press/1", True),
        ("/%70rivate/a", False),
        ("/report.pdf", False),
        ("/report.pdf?x=1", True),
        ("/search?lang=en&q=storm", False),
        ("/search?lang=en", True),
        ("", True),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    assert parse(TEXT).allows(f"https://echo.example{path}") is allowed


def test_a_group_of_our_own_counts_instead_of_the_one_for_all() -> None:
    robots = parse("User-agent: a\nUser-agent: Dateline/2\nDisallow: /x\nAllow: /\n" + TEXT)
    assert not robots.allows("https://echo.example/x")
    assert robots.allows("https://echo.example/private/a")
    assert robots.delay_s == 0


def test_equal_rules_allow() -> None:
    robots = parse("User-agent: *\nDisallow: /a\nAllow: /a")
    assert robots.allows("https://echo.example/a")


def test_delays_are_read_and_bounded() -> None:
    assert parse(TEXT).delay_s == 2.5
    assert parse("User-agent: *\nCrawl-delay: 9999").delay_s == 30
    assert parse("User-agent: *\nCrawl-delay: soon").delay_s == 0


@pytest.mark.parametrize("text", ["", "\0\0", "<html>not found</html>", "Disallow: /", ":::\n::"])
def test_what_is_no_robots_file_allows_all(text: str) -> None:
    assert parse(text).allows("https://echo.example/a")


def test_a_hostile_pattern_takes_no_time() -> None:
    robots = parse("User-agent: *\nDisallow: /" + "a*" * 5000 + "b$\n")
    began = time.perf_counter()
    assert robots.allows("https://echo.example/" + "a" * 100_000)
    assert time.perf_counter() - began < 2
