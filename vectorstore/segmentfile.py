"""A Segment as one file: a line of JSON that says what follows, then its columns, memory-mapped when read."""

import json
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from vectorstore.stemmed import Segment, Stream

ALIGNED = 64  # bytes: where a column starts

_ROWS = ("keys", "lengths", "marks", "contexts", "unit_rows", "labels", "unit_marks")
_STREAM = ("stems", "units", "places", "first")

Column = npt.NDArray[Any]


def write_segment(file: BinaryIO, segment: Segment) -> None:
    """Write a segment."""
    words = np.frombuffer("\n".join(segment.vocabulary).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    columns = {"vocabulary": words, **{name: getattr(segment, name) for name in _ROWS}}
    for name in ("own", "context"):
        columns |= {f"{name}.{part}": getattr(getattr(segment, name), part) for part in _STREAM}
    about = {
        "context_count": segment.context_count,
        "columns": [(name, column.dtype.str, len(column)) for name, column in columns.items()],
    }
    file.write(json.dumps(about).encode() + b"\n")
    for column in columns.values():
        file.write(bytes(-file.tell() % ALIGNED))
        file.write(np.ascontiguousarray(column).data)


def read_segment(path: Path) -> Segment:
    """Map a segment's file; raise ValueError or KeyError where it holds none."""
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    end = int(np.flatnonzero(whole[: 1 << 14] == ord("\n"))[0])
    about = json.loads(bytes(whole[:end]))
    columns: dict[str, Column] = {}
    at = end + 1
    for name, dtype, length in about["columns"]:
        at += -at % ALIGNED
        size = length * np.dtype(dtype).itemsize
        columns[name] = np.asarray(whole[at : at + size]).view(dtype)
        at += size
    words = bytes(columns["vocabulary"]).decode("utf-8", "surrogatepass")
    return Segment(
        vocabulary=tuple(words.split("\n")) if words else (),
        own=_stream(columns, "own"),
        context=_stream(columns, "context"),
        context_count=int(about["context_count"]),
        **{name: columns[name] for name in _ROWS},
    )


def _stream(columns: dict[str, Column], name: str) -> Stream:
    return Stream(**{part: columns[f"{name}.{part}"] for part in _STREAM})
