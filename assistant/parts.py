"""Parts: the letters of a file, each with the source that it is filed under and the status it ends with."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.survey import Found
from ingest.letter import Letter, LetterMetadata, Status
from ingest.letters import unreadable
from vectorstore.catalogue import BY_HAND
from vectorstore.paths import text_of
from vectorstore.record import Source


def source_of(found: Found, sha256: str) -> Source:
    """The source that a file is, before it is known what it holds."""
    return Source(
        source=found.name,
        name=found.name,
        path=found.name,
        size=found.size,
        mtime_ns=found.mtime_ns,
        checked_ns=time.time_ns(),
        sha256=sha256,
        stamp=found.stamp,
    )


def parts_of(source: Source, letters: Sequence[Letter]) -> Iterator[tuple[Source, Letter]]:
    """Yield each letter of a file with a source of its own, named after the part that it is."""
    taken: set[str] = set()
    for place, letter in enumerate(letters, start=1):
        name = text_of(letter.metadata.source) or source.name
        _, is_part, part = name.partition(f"{Path(source.path).name}#")
        key = f"{source.path}#{part}" if is_part else source.path
        key = key if key not in taken else f"{key}#{place}"
        taken.add(key)
        warnings = tuple(map(text_of, letter.metadata.warnings))
        metadata = replace(letter.metadata, source=name, warnings=warnings)
        reason = "; ".join(warnings)
        part_source = replace(source, source=key, name=name, status=_status(metadata), reason=reason)
        yield part_source, replace(letter, metadata=metadata)


def _status(letter: LetterMetadata) -> Status:
    if letter.unreadable:
        return "needs_ocr" if letter.pages else "empty"
    # A date or an area that is not known is no fault of the reading.
    unread = [one for one in letter.warnings if not one.startswith(("date:", "area:"))]
    return "partial" if unread else "ok"


def unread(source: Source) -> Letter:
    """The letter that stands for a file without text, so that it is counted."""
    # A file that cannot even be opened is told from others by its path.
    sha256 = source.sha256 or hashlib.sha256(source.path.encode()).hexdigest()
    return unreadable(source=source.name, file_sha256=sha256, reason=source.reason)


def with_area(letter: LetterMetadata, before: LetterMetadata | None) -> LetterMetadata:
    """The letter with the area that a person gave it before."""
    if before is None or before.area_evidence != BY_HAND:
        return letter
    return replace(letter, areas=before.areas, area_source="user", area_evidence=BY_HAND)
