"""A mail (.eml) in, its text as a record and its attachments as sources out."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from io import BytesIO

from index_store.errors import RecordError
from index_store.load.source import Budget, Found, Source, read_bytes
from index_store.raw import DateClaim, RawRecord


def read_mail(source: Source) -> Iterator[Found]:
    """Read a mail: HTML where it has it, else text; then each attached file."""
    place = source.place
    try:
        mail = BytesParser(policy=policy.default).parsebytes(read_bytes(source))
        part = mail.get_body(preferencelist=("html", "plain"))
        content = part.get_content() if part is not None else ""
    except (MessageError, LookupError, ValueError, AttributeError) as error:
        raise RecordError(
            place, f"not a mail that can be read ({error})", "leave it out"
        ) from error
    is_html = part is not None and part.get_content_subtype() == "html"
    fields = {
        "title": _header(mail, "Subject"),
        "author": parseaddr(_header(mail, "From"))[0],
        "id": _header(mail, "Message-ID").strip("<> "),
    }
    when = _header(mail, "Date")
    if not str(content).strip():
        yield RecordError(place, "a mail without text", "leave it out")
    else:
        yield RawRecord(
            place=place,
            html=content if is_html else "",
            text="" if is_html else content,
            fields={name: value for name, value in fields.items() if value},
            claims=(DateClaim(text=when, by="header"),) if when else (),
            titled=bool(fields["title"]),
        )
    budget = source.budget or Budget(place)
    for attached in mail.iter_attachments():
        yield from _attachment(attached, source, budget)


def _header(mail: EmailMessage, name: str) -> str:
    """Give a header's text; empty where Python's own parser stumbles over a broken one."""
    try:
        return str(mail.get(name, "")).strip()
    except (LookupError, ValueError, AttributeError):
        return ""


def _attachment(part: EmailMessage, source: Source, budget: Budget) -> Iterator[Source]:
    name = part.get_filename()
    data = part.get_payload(decode=True)
    if name and isinstance(data, bytes) and not part.get_content_type().startswith("image/"):
        yield Source(
            place=f"{source.place}!{name}",
            name=name,
            open=lambda: BytesIO(data),
            depth=source.depth + 1,
            budget=budget,
        )
