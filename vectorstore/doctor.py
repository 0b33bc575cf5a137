"""Doctor: what is wrong with a collection, and making it good. Looking changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from typing import Protocol

from vectorstore.embedded import embedded_text, text_sha
from vectorstore.embedder import Embedder
from vectorstore.erasure import PENDING, Erasable, finish
from vectorstore.indexer import Derived, Indexer
from vectorstore.lock import sole_writer
from vectorstore.record import Record
from vectorstore.storeerror import StoreError

SPARE = 1.5  # times the store's size that should be free: to write it anew, and room to breathe


class DerivedFiles(Derived, Erasable, Protocol):
    """An index that can be made and deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    cure: str = ""  # what a person can do, "" where nothing need be done


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A collection as the doctor needs it."""

    folder: Path
    record: Record
    embedder: Embedder
    indexer: Indexer
    indexes: dict[str, DerivedFiles]


def examine(patient: Patient) -> tuple[Finding, ...]:
    """Look at everything."""
    return tuple(_looked(name, look, patient) for name, look in _LOOKS.items())


def repair(patient: Patient) -> None:
    """Make good what needs no person: indexes, vectors, loose ends of removals and erasures."""
    record, folder = patient.record, patient.folder
    with sole_writer(record.database, "the collection is repaired"):
        _embed_missing(patient)
        there = {letter.id for letter in record.letters()}
        loose = [one.source for one in record.sources() if one.letter_id and one.letter_id not in there]
        record.remove([], forget=loose)
        indexes = tuple(patient.indexes.values())
        if (folder / PENDING).exists():
            finish(record, patient.indexer, indexes, folder)
        patient.indexer.derive()


def _looked(name: str, look: Callable[[Patient], Finding], patient: Patient) -> Finding:
    try:
        return look(patient)
    except StoreError as exc:
        return Finding(name=name, ok=False, detail=str(exc), cure="")


def _record(patient: Patient) -> Finding:
    damage = patient.record.database.damage()
    if damage:
        return Finding(name="record", ok=False, detail=damage, cure="letterbook restore FILE")
    count = sum(1 for _ in patient.record.all_paragraphs())
    letters = patient.record.letters()
    unreadable = sum(letter.unreadable for letter in letters)
    detail = f"{len(letters)} letters ({unreadable} unreadable), {count} paragraphs"
    return Finding(name="record", ok=True, detail=f"{detail}, generation {patient.record.generation}")


def _vectors(patient: Patient) -> Finding:
    missing = len(patient.record.without_vector())
    theirs, ours = patient.record.embedder_name, patient.embedder.name
    if theirs not in ("", ours):
        detail = f"embedded with {theirs!r}, but {ours!r} is set"
        return Finding(name="vectors", ok=False, detail=detail, cure=f"set LETTERBOOK_EMBEDDER={theirs}")
    if missing:
        detail = f"{missing} paragraphs have no vector and are found by words only"
        return Finding(name="vectors", ok=False, detail=detail, cure=REPAIR)
    return Finding(name="vectors", ok=True, detail=f"of {ours}, none missing")


def _sources(patient: Patient) -> Finding:
    there = {letter.id for letter in patient.record.letters()}
    sources = patient.record.sources()
    loose = [one for one in sources if one.letter_id and one.letter_id not in there]
    if loose:
        detail = f"{len(loose)} files say that they are letters which are not there"
        return Finding(name="sources", ok=False, detail=detail, cure=REPAIR)
    bad = [one for one in sources if one.status not in ("ok", "partial", "duplicate", "removed")]
    detail = f"{len(sources)} files, {len(bad)} of them not read"
    return Finding(name="sources", ok=True, detail=detail, cure="letterbook ingest says why" if bad else "")


def _indexes(patient: Patient) -> Finding:
    behind = [name for name, index in patient.indexes.items() if index.behind]
    if behind:
        detail = (
            f"{', '.join(behind)}: behind the record, damaged or missing; searching completes them in memory"
        )
        return Finding(name="indexes", ok=False, detail=detail, cure=REPAIR)
    return Finding(name="indexes", ok=True, detail=f"{', '.join(patient.indexes)}: up to the record")


def _erasure(patient: Patient) -> Finding:
    if (patient.folder / PENDING).exists():
        detail = "an erasure was stopped before its end: something of what was erased may be left on disk"
        return Finding(name="erasure", ok=False, detail=detail, cure=REPAIR)
    return Finding(name="erasure", ok=True, detail="none pending")


def _disk(patient: Patient) -> Finding:
    size = sum(path.stat().st_size for path in patient.folder.rglob("*") if path.is_file())
    free = disk_usage(patient.folder).free
    detail = f"{size / 1e6:.0f} MB used, {free / 1e6:.0f} MB free"
    if free < SPARE * size:
        return Finding(name="disk", ok=False, detail=detail, cure="free some space: writing anew needs it")
    return Finding(name="disk", ok=True, detail=detail)


def _privacy(patient: Patient) -> Finding:
    if patient.folder.stat().st_mode & 0o077:
        detail = "other users of this machine may look into the store"
        return Finding(name="privacy", ok=False, detail=detail, cure=f"chmod go= {patient.folder}")
    return Finding(name="privacy", ok=True, detail="the store is its owner's alone")


def _embed_missing(patient: Patient) -> None:
    record, embedder = patient.record, patient.embedder
    if record.embedder_name != embedder.name:
        return
    missing = record.paragraphs_at(record.without_vector())
    texts = {text_sha(paragraph): embedded_text(paragraph) for paragraph in missing.values()}
    if texts:
        vectors = embedder.embed(list(texts.values()))
        record.prepare(embedder.name, dict(zip(texts, vectors, strict=True)))
        for index in patient.indexes.values():
            index.erase()  # they were made without those


REPAIR = "letterbook doctor --repair"
_LOOKS: dict[str, Callable[[Patient], Finding]] = {
    "record": _record,
    "vectors": _vectors,
    "sources": _sources,
    "indexes": _indexes,
    "erasure": _erasure,
    "disk": _disk,
    "privacy": _privacy,
}
