"""How answers are worded: lists, areas, letters, quotations. British dates, quotation marks only around verbatim words."""

import re
from collections.abc import Sequence

from ingest.letter import LetterMetadata, Paragraph, british

_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_SPECIAL = re.compile(r"([\\`\[\]<>!|~#*_]|&(?=#?\w+;))")  # an "&" alone is shown as it is
_TOUCHED = re.compile(rf"{_SPECIAL.pattern}|\s\s|[^\S ]")  # what `escaped` changes anything of
_BOLD = re.compile(r"(\*\*[\w ,.'’-]+\*\*)")
_LETTER_OF = re.compile(r"(?:letter|report) of \d")
LONGEST_QUOTE = 420  # characters; a longer quotation is cut at a sentence


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; "a, which is b, and c" where the item before the last has a clause of its own."""
    if len(items) <= 1:
        return "".join(items)
    closing = "," if ", which " in items[-2] else ""
    return f"{', '.join(items[:-1])}{closing} {last} {items[-1]}"


def number(count: int) -> str:
    """A count in words up to twelve, as official prose has it."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """ "one area", "three letters"."""
    return f"{number(count)} {noun if count <= 1 else noun + 's'}"


def area(name: str, letter: LetterMetadata | None = None) -> str:
    """An area in prose: an unknown one is called by its letter."""
    if not name.startswith("unknown ("):
        return name
    kind = letter.kind if letter else "letter"
    inside = name.removeprefix("unknown (").removesuffix(")")
    article = "the " if _LETTER_OF.match(inside) else ""  # else a file's name
    return f"the area of {article}{inside}, which the {kind} does not name"


def short_area(name: str) -> str:
    """An area as a label: "Area not named (letter of 26 November 2025)"."""
    return name if not name.startswith("unknown (") else f"Area not named ({name.removeprefix('unknown (')}"


def areas_of(letter: LetterMetadata) -> str:
    """The areas a letter is to, in prose."""
    return listed([area(name, letter) for name in letter.area_names])


def letter_phrase(letter: LetterMetadata) -> str:
    """ "the letter to Birmingham of 22 July 2022"."""
    if letter.areas:
        joined = listed(list(letter.areas))
        return f"the {letter.kind} {'on' if letter.kind == 'report' else 'to'} {joined} of {british(letter.sent)}"
    return f"the {letter.kind} of {british(letter.sent)} (area not named)"


def quoted(words: str) -> str:
    """Verbatim words in quotation marks, as Markdown that shows them as they are."""
    return f"“{escaped(words)}”"


def doing(verb: str) -> str:
    """The -ing form of a plain verb: "improve" improving, "cut" cutting, "publish" publishing."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) and len(verb) > 2
    return f"{verb}{verb[-1] if doubled else ''}ing"


def escaped(words: str) -> str:
    """A letter's words as Markdown text: nothing in them can be a marker, a link, an image or HTML.

    Bold that the letter itself prints ("in **April 2023**") stays bold.
    """
    if not _TOUCHED.search(words):  # most words: an answer has hundreds of them
        return words
    folded = re.sub(r"\s+", " ", words)
    parts = _BOLD.split(folded)  # every second one is bold
    return "".join(part if at % 2 else _SPECIAL.sub(r"\\\1", part) for at, part in enumerate(parts))


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def section(paragraph: Paragraph) -> str:
    """The innermost heading of a paragraph, "" for none."""
    return paragraph.headings[-1].rstrip(": ") if paragraph.headings else ""
