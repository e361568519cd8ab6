"""The bytes of an int8 model in, an onnxruntime session that lets others have the processor out."""

from __future__ import annotations

import os
from typing import Any

from index_store.errors import ModelFileError

REMEDY = "Install dateline again"


def open_session(model: bytes, name: str, threads: int = 0) -> Any:
    """Open a model; 0 threads is one per core.

    Threads that wait do so asleep: on a machine that does other work as well, waiting awake takes
    the time of those that compute.

    Raises:
        ModelFileError: `name` is not a model.
    """
    # Else its native part writes to the machine's cache and reports to its maker from there.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # noqa: TID251 - given to it, not read
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

    options = SessionOptions()
    options.intra_op_num_threads = threads
    # Further fusing would put back an operator that is slower than its parts.
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        raise ModelFileError(f"{name}: not a model that can be run", REMEDY) from error
