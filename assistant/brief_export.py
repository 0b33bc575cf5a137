"""A briefing as a file of the kind that its suffix names. It imports python-docx (0.2 s)."""

from collections.abc import Callable

from assistant.brief import Brief
from assistant.brief_docx import as_docx
from assistant.brief_text import as_csv, as_json, as_markdown

FORMATS: dict[str, Callable[[Brief], bytes]] = {
    ".docx": as_docx,
    ".md": lambda brief: as_markdown(brief).encode(),
    ".csv": lambda brief: as_csv(brief).encode("utf-8-sig"),  # Excel takes CSV for UTF-8 only with the mark
    ".json": lambda brief: as_json(brief).encode(),
}
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}


def exported(brief: Brief, suffix: str) -> bytes:
    """The briefing as a file; raise ValueError for a suffix that is none of FORMATS."""
    if suffix.lower() not in FORMATS:
        raise ValueError(
            f"{suffix or 'a name without suffix'}: a briefing ends in one of {', '.join(FORMATS)}"
        )
    return FORMATS[suffix.lower()](brief)
