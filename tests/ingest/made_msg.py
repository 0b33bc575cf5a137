"""An Outlook message file made by hand: a compound file (MS-CFB) of a message's properties (MS-OXMSG)."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compressed_rtf import compress

TEXT, BINARY, TIME = 0x001F, 0x0102, 0x0040
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = Mapping[str, "bytes | Tree"]
Properties = Mapping[tuple[int, int], bytes]  # by id and type


def message(properties: Properties, *attachments: Tree, header: int = 32) -> Tree:
    """A message's storage; `header` is 24 in a message that another brings along."""
    numbered = {f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)}
    start = struct.pack("<8x4I", 0, len(attachments), 0, len(attachments)).ljust(header, b"\0")
    return {**_stored(properties, start), **numbered}


def attachment(properties: Properties, inner: Tree | None = None) -> Tree:
    """An attachment's storage, with the message that it is."""
    stored = _stored(properties, b"\0" * 8)
    return {**stored, "__substg1.0_3701000D": inner} if inner is not None else stored


def text(pid: int, value: str) -> Properties:
    """A property of text."""
    return {(pid, TEXT): value.encode("utf-16-le")}


def rich(value: str, *, compressed: bool = True) -> Properties:
    """A message's text as Rich Text, compressed ("LZFu") or not ("MELA")."""
    return {(0x1009, BINARY): compress(value.encode("cp1252"), compressed)}


def write(path: Path, tree: Tree) -> Path:
    """Write a compound file: streams under 4096 bytes in sectors of 64, the rest in sectors of 512."""
    entries = [Entry("Root Entry", 5)]
    _add(tree, 0, entries)
    small, large = _Sectors(64), _Sectors(512)
    for entry in entries[1:]:
        if entry.kind == 2:
            entry.start = (small if len(entry.content) < 4_096 else large).add(entry.content)
    entries[0].content = small.data
    entries[0].start = large.add(small.data)
    small_table = large.add(struct.pack(f"<{len(small.table)}I", *small.table), b"\xff")
    directory = large.add(b"".join(map(_entry, entries)))
    large.table.append(FAT_SECTOR)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4_096, small_table, 1, END, 0)
    header += struct.pack("<I", len(large.table) - 1).ljust(436, b"\xff")
    table = struct.pack(f"<{len(large.table)}I", *large.table).ljust(512, b"\xff")
    path.write_bytes(header + large.data + table)
    return path


def _stored(properties: Properties, start: bytes) -> Tree:
    rows, streams = start, {}
    for (pid, kind), value in properties.items():
        fixed = kind == TIME
        rows += struct.pack("<HHI", kind, pid, 6) + (value if fixed else struct.pack("<II", len(value), 0))
        if not fixed:
            streams[f"__substg1.0_{pid:04X}{kind:04X}"] = value
    return {"__properties_version1.0": rows, **streams}


@dataclass(slots=True)
class Entry:
    """A line of the file's directory."""

    name: str
    kind: int  # 5 the root, 1 a storage, 2 a stream
    content: bytes = b""
    right: int = FREE
    child: int = FREE
    start: int = END


class _Sectors:
    """Contents in sectors of one size, and the table of which follows which."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.data = b""
        self.table: list[int] = []

    def add(self, content: bytes, padding: bytes = b"\0") -> int:
        """Append a content; give its first sector."""
        first, count = len(self.table), -(-len(content) // self._size)
        if not count:
            return END
        self.data += content.ljust(count * self._size, padding)
        self.table += [*range(first + 1, first + count), END]
        return first


def _add(tree: Tree, parent: int, entries: list[Entry]) -> None:
    """Add a storage's entries, each the right neighbour of the one before: a tree that is a list."""
    before = None
    for name, content in tree.items():
        number = len(entries)
        if before is None:
            entries[parent].child = number
        else:
            entries[before].right = number
        before = number
        if isinstance(content, bytes):
            entries.append(Entry(name, 2, content))
        else:
            entries.append(Entry(name, 1))
            _add(content, number, entries)


def _entry(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    packed = name.ljust(64, b"\0") + struct.pack(
        "<HBB3I", len(name) + 2, entry.kind, 1, FREE, entry.right, entry.child
    )
    return packed.ljust(116, b"\0") + struct.pack("<IQ", entry.start, len(entry.content))
