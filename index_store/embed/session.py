"""The bytes of an int8 model in, an onnxruntime session that computes exactly and yields out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from index_store.errors import ModelFileError

REMEDY = "Install dateline again"
_CPU = Path("/proc/cpuinfo")
_EXACT = re.compile(r"\b(?:avx512_vnni|avx_vnni)\b")


def open_session(model: bytes, name: str, threads: int = 0) -> Any:
    """Open a model; 0 threads is one per core.

    Threads that wait do so asleep: on a machine that does other work as well, waiting awake takes
    the time of those that compute.

    Raises:
        ModelFileError: `name` is not a model.
    """
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

    options = SessionOptions()
    options.intra_op_num_threads = threads
    # Further fusing would put back an operator that is slower than its parts.
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not sums_are_exact():
        options.add_session_config_entry("session.x64quantprecision", "1")
    try:
        return InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        raise ModelFileError(f"{name}: not a model that can be run", REMEDY) from error


@lru_cache(maxsize=1)
def sums_are_exact(cpu: Path = _CPU) -> bool:
    """Tell whether the processor is known to add products of unsigned and signed bytes exactly.

    Those without VNNI instructions may overflow; onnxruntime can be told to take more care, which
    costs a third of the speed and changes nothing where it is not needed.
    """
    try:
        return bool(_EXACT.search(cpu.read_text(encoding="ascii", errors="replace")))
    except OSError:
        return False
