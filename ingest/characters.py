"""What a character of a PDF prints: white space, ligatures, fonts without a map, and what prints nothing."""

import re
import unicodedata
from functools import cache

SPACES = re.compile(r"[\s\u200b\u2060\ufeff]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufff9-\uffff]")
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


@cache
def letter_of(code: int) -> str:
    """What a character prints: " " for any white space, "" for nothing."""
    if code in (0x02, 0xFFFE):  # pdfium's mark for a hyphen at the end of a line
        return "-"
    if code in LIGATURES:
        return LIGATURES[code]
    if 0x80 <= code < 0xA0:  # a font without a map: most of them mean Windows-1252
        return bytes([code]).decode("cp1252", errors="ignore")
    letter = chr(code) if code and code != 0xFFFF else ""
    return " " if SPACES.match(letter) else letter


def clean(letters: str) -> str:
    """Join surrogates, and drop what does not print; a soft hyphen at the end stays, as the line's hyphen."""
    joined = letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    soft = "\u00ad" if joined.endswith("\u00ad") else ""
    return UNPRINTABLE.sub("", joined) + soft
