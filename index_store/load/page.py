"""The markup of a web page in, a raw record with the fields that its metadata states out."""

from __future__ import annotations

from typing import Any

import lxml.html
from lxml.etree import LxmlError

from index_store import jsonld
from index_store.errors import RecordError
from index_store.load.fields import from_mapping
from index_store.raw import DateClaim, DateRole, RawRecord

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "citation_title"),
    "url": ("og:url", "parsely-link"),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "section": ("article:section", "parsely-section", "section"),
    "language": ("og:locale", "language", "dc.language"),
}
_META_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "originalpublicationdate",
)  # fmt: skip
_META_UPDATED = (
    "article:modified_time", "og:updated_time", "last-modified", "lastmod", "dcterms.modified",
    "datemodified",
)  # fmt: skip


def read_page(html: str, place: str, *, url: str = "") -> RawRecord:
    """Read the metadata of a page: JSON-LD first, then meta elements and microdata.

    Raises:
        RecordError: it is not markup.
    """
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=_parser())
    except (LxmlError, ValueError) as error:
        raise RecordError(place, "not HTML that can be read", "leave it out") from error
    fields: dict[str, str] = {}
    claims: list[DateClaim] = []
    for found, dates in (_from_json_ld(tree, place, url), _from_meta(tree), _from_microdata(tree)):
        for name, value in found.items():
            fields.setdefault(name, value)
        claims.extend(dates)
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    if canonical and canonical[0].startswith("http"):
        fields["url"] = canonical[0]
    if url:
        fields.setdefault("url", url)
    fields.setdefault("language", tree.get("lang") or "")
    fields = {name: value for name, value in fields.items() if value}
    return RawRecord(
        place=place, html=html, fields=fields, claims=tuple(claims), titled="title" in fields
    )


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


_Found = tuple[dict[str, str], list[DateClaim]]


def _from_json_ld(tree: Any, place: str, url: str) -> _Found:
    item = jsonld.article(tree, url)
    if item is None:
        return {}, []
    record = from_mapping({**item, "text": "-"}, place, by="json-ld")
    names = ("title", "url", "source", "author", "section", "language")
    fields = {name: record.fields[name] for name in names if name in record.fields}
    return fields, list(record.claims)


def _from_meta(tree: Any) -> _Found:
    values: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        if name and meta.get("content").strip():
            values.setdefault(name, meta.get("content").strip())
    fields = {
        name: next((values[alias] for alias in aliases if alias in values), "")
        for name, aliases in _META.items()
    }
    claims = [
        DateClaim(text=values[alias], by="meta") for alias in _META_PUBLISHED if alias in values
    ][:1]
    claims += [
        DateClaim(text=values[alias], by="meta", role="updated")
        for alias in _META_UPDATED
        if alias in values
    ][:1]
    if fields["author"].startswith("http"):
        fields["author"] = ""
    return {name: value for name, value in fields.items() if value}, claims


def _from_microdata(tree: Any) -> _Found:
    claims = []
    for node in tree.xpath("//*[@itemprop='datePublished'][1] | //*[@itemprop='dateModified'][1]"):
        text = node.get("datetime") or node.get("content") or node.text_content().strip()
        role: DateRole = "updated" if node.get("itemprop") == "dateModified" else "published"
        if text:
            claims.append(DateClaim(text=text, by="meta", role=role))
    heads = tree.xpath("//*[@itemprop='headline'][not(self::meta)]")
    fields = {"title": " ".join(heads[0].text_content().split())} if heads else {}
    return fields, claims
