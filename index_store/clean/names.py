"""An element of a page in, the kind of block that its names (class, id, role ...) state out."""

from __future__ import annotations

import re
from typing import Any

from index_store.types import BlockKind

_NAMING = ("class", "id", "role", "itemprop")
# `data-testid`, `data-component`, `data-gu-name`: what the page's authors call the element.
_NAMING_DATA = re.compile(r"data-(?:.+-)?(?:name|component|test-?id|type|module|block|qa|section)")
_NEUTRAL = frozenset("html body main article".split())
# Names that say so wherever they stand: `kg-signup-card`, `js-related`, `region-comments`.
_ANYWHERE: dict[BlockKind, frozenset[str]] = {
    "boilerplate": frozenset(
        "newsletter newsletters signup related recommended recommendations recirc promo promos "
        "teaser teasers paywall regwall subscribe subscription comments sharing share social "
        "sharedaddy cookie cookies consent gdpr advert advertisement advertising sponsored "
        "breadcrumb breadcrumbs sidebar outbrain taboola trending popular copyright toolbar "
        "bookmark byline bylines navigation navbar carousel donate donation disclaimer masthead "
        "attribution links tags".split()
    ),
    "caption": frozenset("caption captions figcaption cutline".split()),
    "quote-out": frozenset("pullquote pullquotes quoteout".split()),
}
# Names that say so only as the whole name or as its last word: `article-summary`, `gh-excerpt`.
_AT_END: dict[BlockKind, frozenset[str]] = {
    "summary": frozenset(
        "summary takeaways takeaway highlights standfirst dek deck subtitle subheadline subhead "
        "excerpt synopsis abstract tldr gist keypoints description lead-in intro vorspann chapo "
        "chapeau entradilla bajada ingress sommario sottotitolo".split()
    ),
    "credit": frozenset("agency contributors quelle fuente".split()),
    "boilerplate": frozenset(
        "nav menu footer ad ads ad-slot bio author authors tag topics topic meta timestamp hidden "
        "tools kicker eyebrow login player comment banner legal print-only "
        "skip-link sr-only".split()
    ),
}
_WHOLE: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    (
        "boilerplate",
        re.compile(
            r"(?:most|read|see|up)-(?:read|next|more|also)|more-(?:on|from|stories)|also-read|skip-\w+|"
            r"visually-hidden|screen-reader-text|author-\w+|(?:site|page|region|global)-(?:header|footer|"
            r"title)|print-only|no-?print|(?:entry|article|post)-meta|sign-up|app-promo|read-more"
        ),
    ),
    ("caption", re.compile(r"(?:photo|image|media|picture)-?credit|credit-?line|wp-caption-text")),
    (
        "summary",
        re.compile(
            r"key-?(?:points?|takeaways?|facts)|at-a-glance|tl-dr|quick-?read|bullet-?points|"
            r"(?:sub|secondary)-(?:title|headline|head)|ai-?summary|article-(?:lead|intro)"
        ),
    ),
    ("quote-out", re.compile(r"pull-?quotes?|quote-?out|side-?quote|blockquote-pull")),
    ("credit", re.compile(r"(?:article|wire|source)-?credits?")),
)
# What stands before a reader has paid, or in place of it, has these names, and what is behind too.
_WALLS = frozenset("paywall regwall subscribe subscription teaser teasers".split())
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def kind_of(node: Any) -> BlockKind | None:
    """Name the kind that an element's names state; None when they state none."""
    if node.tag == "figcaption":
        return "caption"
    if node.tag in _NEUTRAL:
        return None
    names = _names(node)
    for name in names:
        if kind := _kind_of_name(_plain(name)):
            return kind
    # A set-off quotation; one in the run of the text is reporting.
    return "quote-out" if node.tag == "aside" and "quote" in names else None


def may_wrap(node: Any) -> bool:
    """Tell whether all names that make an element furniture may stand around an article as well."""
    furniture = [n for n in map(_plain, _names(node)) if _kind_of_name(n) == "boilerplate"]
    return bool(furniture) and all(_WALLS & set(name.split("-")) for name in furniture)


def _names(node: Any) -> list[str]:
    stated = (v for k, v in node.items() if k in _NAMING or _NAMING_DATA.fullmatch(k))
    return [name for value in stated for name in value.split()]


def _plain(name: str) -> str:
    return _CAMEL.sub("-", name).replace("_", "-").casefold()


def _kind_of_name(name: str) -> BlockKind | None:
    words = [word for word in name.split("-") if word]
    if not words:
        return None
    short = "-".join(words[1:]) if words[0] in ("c", "m", "o", "u", "js", "gh", "kg") else name
    for kind, pattern in _WHOLE:
        if pattern.fullmatch(short) or pattern.fullmatch("-".join(words[-2:])):
            return kind
    for kind, stated in _ANYWHERE.items():
        if not stated.isdisjoint(words):
            return kind
    for kind, stated in _AT_END.items():
        if words[-1] in stated or short in stated:
            return kind
    return None
