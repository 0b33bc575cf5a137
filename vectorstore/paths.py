"""A file's path as text that can be kept, shown and sent, and back.

Names on a disk are bytes. What of them is no UTF-8 is written as `\\xff`, so that such a file has a record too.
"""

import os
import re
from pathlib import Path

_RAW = re.compile("[\udc80-\udcff]")  # how Python carries a byte that is no UTF-8 (PEP 383)
_BYTE = re.compile(rb"\\x([89a-f][0-9a-f])")


def text_of(path: Path | str) -> str:
    """Write a path, or a message that names one, as text that is always UTF-8."""
    escaped = _RAW.sub(lambda match: f"\\x{ord(match[0]) - 0xDC00:x}", str(path))
    return escaped.encode("utf-8", "backslashreplace").decode()


def path_of(text: str) -> Path:
    """Find the path that `text_of` wrote."""
    path = Path(text)
    if "\\x" not in text or os.path.lexists(path):
        return path
    return Path(os.fsdecode(_BYTE.sub(lambda match: bytes.fromhex(match[1].decode()), os.fsencode(text))))
