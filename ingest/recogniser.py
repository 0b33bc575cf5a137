"""Tesseract kept running, as a program of its own: pictures in, tables of their words out, one after another.

`ingest.standing` starts it (`python -I -S recogniser.py VERSION SECONDS`) and kills it. It is Tesseract's own library,
which so loads its model once and not for each page. Where there is none of that version it ends at once, and after some seconds without work too.
A request is a head (width, height, dpi, page segmentation) and a byte for each pixel; an answer is a length
and so many bytes of table, or `NOTHING`. It imports nothing but the standard library, not even `ingest`.
"""

import ctypes
import os
import resource
import select
import signal
import struct
import sys
from collections.abc import Callable

HEAD, LENGTH = struct.Struct("<4I"), struct.Struct("<i")
READY, NOTHING = b"+", -1
UNFIT = 3  # exit status: no such library
LIBRARIES = ("libtesseract.so.5", "libtesseract.5.dylib", "libtesseract.so.4", "libtesseract.4.dylib")
LANGUAGE = b"eng"
IDLE = 30.0  # seconds: then its memory is worth more


def main(version: str, idle: float) -> None:
    """Answer requests until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    read = _reader(version)
    if read is None:
        os._exit(UNFIT)
    renew = _clock()
    _say(READY)
    while select.select([sys.stdin], [], [], idle)[0]:
        head = sys.stdin.buffer.read(HEAD.size)
        if len(head) < HEAD.size:
            break
        width, height, dpi, segmentation = HEAD.unpack(head)
        pixels = sys.stdin.buffer.read(width * height)
        if len(pixels) < width * height:
            break
        renew()
        table = read(pixels, width, dpi, segmentation)
        _say(LENGTH.pack(NOTHING) if table is None else LENGTH.pack(len(table)) + table)
    os._exit(0)  # without the library's own farewell


def _say(answer: bytes) -> None:
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def _reader(version: str) -> Callable[[bytes, int, int, int], bytes | None] | None:
    """A function that reads a picture with a library of this version; None where there is none that can."""
    library = _library(version)
    if library is None:
        return None
    api = ctypes.c_void_p(library.TessBaseAPICreate())
    if library.TessBaseAPIInit3(api, None, LANGUAGE) != 0:  # no model of this language
        return None

    def read(pixels: bytes, width: int, dpi: int, segmentation: int) -> bytes | None:
        library.TessBaseAPISetPageSegMode(api, segmentation)
        library.TessBaseAPISetVariable(api, b"user_defined_dpi", str(dpi).encode())
        library.TessBaseAPISetImage(api, pixels, width, len(pixels) // width, 1, width)
        text = library.TessBaseAPIGetTsvText(api, 0)
        table = ctypes.string_at(text) if text else None
        library.TessDeleteText(ctypes.c_void_p(text))
        library.TessBaseAPIClear(api)
        return table

    return read


def _library(version: str) -> ctypes.CDLL | None:
    for name in LIBRARIES:
        try:
            library = ctypes.CDLL(name)
            library.TessVersion.restype = ctypes.c_char_p
            library.TessBaseAPICreate.restype = ctypes.c_void_p
            library.TessBaseAPIGetTsvText.restype = ctypes.c_void_p
        except (OSError, AttributeError):  # it is not there, or of another kind
            continue
        if library.TessVersion() == version.encode():
            return library
    return None


def _clock() -> Callable[[], None]:
    """A function that gives this process from now on as much CPU as it was given at its start."""
    given, hard = resource.getrlimit(resource.RLIMIT_CPU)

    def renew() -> None:
        if given != resource.RLIM_INFINITY:
            usage = resource.getrusage(resource.RUSAGE_SELF)
            soft = int(usage.ru_utime + usage.ru_stime) + given
            soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

    return renew


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
