"""A path is kept as text, whatever bytes its name has, and found again."""

import os
from pathlib import Path

import pytest

from vectorstore.paths import path_of, text_of


@pytest.mark.parametrize(
    "name", [b"a.txt", "caf\u00e9.txt".encode(), b"two\nlines.txt", b"bad\xff\xfe.txt", b"a\\xff.txt"]
)
def test_a_file_of_any_name_is_found_by_its_text(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text("x")
    text = text_of(path)
    text.encode()
    assert path_of(text) == path


def test_bytes_that_are_no_text_are_readable_in_it() -> None:
    assert text_of(Path("bad\udcff.txt")) == "bad\\xff.txt"
    assert text_of("half a pair \ud800") == "half a pair \\ud800"
