"""Settings and maybe articles in, an assistant and the library it answers from out.

Articles given for a run go into a library of their own beside the run. Its folder is named by a
hash of the articles and of the code that makes a library, so a run that goes on embeds nothing
twice and changed code never answers from an old library. A replay needs an empty one each time,
which is gone with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.loading import open_or_create
from assistant.setup import embedder_for, tokenize
from index_store.articles import read_articles
from index_store.build import BuildReport, build
from index_store.embed import Embedder
from index_store.errors import CaseError, RecordError
from index_store.store import Library
from index_store.types import Article

if TYPE_CHECKING:
    from assistant.config import Settings

FOLDER = ".dateline-eval"


@dataclass(slots=True, kw_only=True)
class Archive:
    """The library of a run.

    Attributes:
        key: hash of the articles and of the code that stored them; empty for the user's own.
        newest: day of the newest article.
        ids: of the articles given for a run; empty for the user's own library.
        echo: is told what was read, and how far a load is.
        waiting: articles that are not loaded yet, oldest first.
        passing: folder of a library that is gone when it is closed; None for one that stays.
    """

    library: Library
    embedder: Embedder
    key: str
    newest: date | None
    echo: Callable[[str], None]
    ids: frozenset[str] = frozenset()
    waiting: list[Article] = field(default_factory=list)
    passing: TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Let go of the library."""
        self.library.close()
        if self.passing is not None:
            self.passing.cleanup()

    def advance(self, day: date | None) -> None:
        """Load what was published by the end of that day; all there is for None."""
        due = [a for a in self.waiting if day is None or a.day is None or a.day <= day]
        if due:
            build(
                self.library,
                due,
                self.embedder,
                tokenize=tokenize,
                progress=lambda report: self._tell(report, len(due)),
            )
            self.waiting = self.waiting[len(due) :]

    def _tell(self, report: BuildReport, total: int) -> None:
        if report.read < total:
            self.echo(f"{report.read:,} of {total:,} articles loaded")


def open_archive(
    settings: Settings,
    articles: Path | None,
    beside: Path,
    echo: Callable[[str], None],
    *,
    replay: bool,
) -> Archive:
    """Open the library of the settings, or make one of these articles alone.

    Raises:
        CaseError: none of the articles can be read.
        LibraryMissingError: no articles are given and there is no library yet.
    """
    embedder = embedder_for(settings)
    if articles is None:
        library = Library.open(settings.library, vectors_url=settings.vectors_url)
        library.require(embedder.name, embedder.dimensions)
        newest = library.newest_day()
        return Archive(library=library, embedder=embedder, key="", newest=newest, echo=echo)
    read, problems = _read(articles)
    echo(f"{len(read):,} articles, {len(problems)} that cannot be read" + _list(problems))
    key = _key(read)
    passing = _passing(beside / FOLDER) if replay else None
    own = (
        {"library": Path(passing.name), "vectors_url": None}
        if passing
        else {"library": beside / FOLDER / key}
    )
    archive = Archive(
        library=open_or_create(settings.model_copy(update=own), embedder),
        embedder=embedder,
        key=key,
        newest=max((a.day for a in read if a.day), default=None),
        echo=echo,
        ids=frozenset(a.id for a in read),
        waiting=sorted(read, key=_order),
        passing=passing,
    )
    if not replay:
        archive.advance(None)
    return archive


def _passing(folder: Path) -> TemporaryDirectory[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return TemporaryDirectory(prefix="replay-", dir=folder, ignore_cleanup_errors=True)


def _read(path: Path) -> tuple[list[Article], list[RecordError]]:
    found = list(read_articles([str(path)], own_ids=True))
    articles = [one for one in found if isinstance(one, Article)]
    if not articles:
        raise CaseError(f"no article in {path} can be read")
    return articles, [one for one in found if isinstance(one, RecordError)]


def _order(article: Article) -> tuple[date, str]:
    """Order by instant within a day; undated articles come first."""
    published = article.published
    instant = published.isoformat() if isinstance(published, datetime) else ""
    return article.day or date.min, instant


def _key(articles: list[Article]) -> str:
    digest = hashlib.sha256()
    for article in articles:
        digest.update(repr(article).encode())
    digest.update(code_hash("index_store").encode())
    return digest.hexdigest()[:16]


def code_hash(*packages: str) -> str:
    """Hash the code of packages and the small files beside it, models left out."""
    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(resources.files(package)))
        for file in sorted(root.rglob("*")):
            if file.suffix in (".py", ".json", ".md") and file.name != "tokenizer.json":
                digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _list(problems: list[RecordError]) -> str:
    return "".join(f"\n  {problem}" for problem in problems[:5])
