"""Ways to harm a file: in its bytes, in its numbers, and inside what it has packed.

Each takes the bytes, other samples' bytes and dice, and gives what is left. A harm inside a zip entry, a PDF's
stream or an attachment is packed again with the right lengths and sums, so that it gets past the unpacking.
"""

import base64
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

NUMBER = re.compile(rb"(?<![\d.])\d{1,10}(?![\d.])")
ODD = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e99", b"NaN")
STREAM = re.compile(rb"/Length (\d+)([^>]*)>>\s*stream\r?\n")
NAME = re.compile(rb"(?<=[</\s])/?[A-Za-z][\w:]{1,20}")
ATTACHED = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n){3,}[A-Za-z0-9+/=]*")
SPAN = 400  # bytes: the longest that is changed at once

Others = Sequence[bytes]
Mutation = Callable[[bytes, Others, random.Random], bytes]


def mutated(data: bytes, others: Others, dice: random.Random) -> tuple[str, bytes]:
    """Harm a file in one to three ways; tell which."""
    names = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        name = dice.choice(list(MUTATIONS))
        data = MUTATIONS[name](data, others, dice)
        names.append(name)
    return "+".join(names), data


def _flip(data: bytes, others: Others, dice: random.Random) -> bytes:
    harmed = bytearray(data)
    for _ in range(dice.randrange(1, 17) if harmed else 0):
        harmed[dice.randrange(len(harmed))] ^= 1 << dice.randrange(8)
    return bytes(harmed)


def _cut(data: bytes, others: Others, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _behead(data: bytes, others: Others, dice: random.Random) -> bytes:
    return data[dice.randrange(min(len(data), SPAN) + 1) :]


def _drop(data: bytes, others: Others, dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def _repeat(data: bytes, others: Others, dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 2, 50)) + data[end:]


def _swap(data: bytes, others: Others, dice: random.Random) -> bytes:
    a, b, c, d = sorted(dice.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _splice(data: bytes, others: Others, dice: random.Random) -> bytes:
    other = dice.choice(others)
    start, end = _span(data, dice)
    first, last = _span(other, dice)
    return data[:start] + other[first:last] + data[end:]


def _noise(data: bytes, others: Others, dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + dice.randbytes(end - start) + data[end:]


def _number(data: bytes, others: Others, dice: random.Random) -> bytes:
    return _replaced(data, NUMBER, dice, lambda: dice.choice(ODD))


def _name(data: bytes, others: Others, dice: random.Random) -> bytes:
    names = NAME.findall(data[:100_000]) or [b"x"]
    return _replaced(data, NAME, dice, lambda: dice.choice(names))


def _inside(data: bytes, others: Others, dice: random.Random) -> bytes:
    """Harm what is packed in the file; the file itself where nothing is."""
    if data.startswith(b"PK"):
        return _in_zip(data, others, dice)
    if STREAM.search(data):
        return _in_stream(data, others, dice)
    return _replaced(data, ATTACHED, dice, None, lambda packed: _in_attachment(packed, others, dice))


def _in_zip(data: bytes, others: Others, dice: random.Random) -> bytes:
    packed = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            chosen = dice.choice(old.namelist())
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, _harmed(content, others, dice) if name == chosen else content)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, IndexError, NotImplementedError, EOFError):
        return _flip(data, others, dice)  # harmed before, so that it cannot be unpacked
    return packed.getvalue()


def _in_stream(data: bytes, others: Others, dice: random.Random) -> bytes:
    found = dice.choice(list(STREAM.finditer(data)))
    length = int(found[1])
    packed = data[found.end() : found.end() + length]
    try:
        content = zlib.decompress(packed) if b"Flate" in found[2] else packed
    except zlib.error:
        content = packed
    again = (
        zlib.compress(_harmed(content, others, dice))
        if content is not packed
        else _harmed(content, others, dice)
    )
    head = b"/Length %d%s>>\nstream\n" % (len(again), found[2])
    return data[: found.start()] + head + again + data[found.end() + length :]


def _in_attachment(packed: bytes, others: Others, dice: random.Random) -> bytes:
    letters = b"".join(packed.replace(b"=", b"").split())
    content = base64.b64decode(letters[: len(letters) // 4 * 4])
    return base64.encodebytes(_harmed(content, others, dice))


def _harmed(content: bytes, others: Others, dice: random.Random) -> bytes:
    name = dice.choice([name for name in MUTATIONS if name != "inside"])
    return MUTATIONS[name](content, others, dice)


def _replaced(
    data: bytes,
    pattern: re.Pattern[bytes],
    dice: random.Random,
    make: Callable[[], bytes] | None,
    change: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """Put something else in the place of one of a pattern's matches."""
    found = list(pattern.finditer(data))
    if not found:
        return _flip(data, (), dice)
    one = dice.choice(found)
    new = change(one[0]) if change is not None else make() if make is not None else b""
    return data[: one.start()] + new + data[one.end() :]


def _span(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.randrange(1, SPAN))


MUTATIONS: dict[str, Mutation] = {
    "flip": _flip,
    "cut": _cut,
    "behead": _behead,
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "splice": _splice,
    "noise": _noise,
    "number": _number,
    "name": _name,
    "inside": _inside,
}
