"""Checkup: what is installed, what is indexed, what is wrong; and what can be made good by itself."""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from assistant.access.audit import Audit
from assistant.access.person import AccessError
from assistant.build import embedder_of, store_of
from assistant.keeping import kept_of
from assistant.settings import Settings, access_folder
from vectorstore.doctor import DerivedFiles, Finding, Patient, examine, repair
from vectorstore.record import Record
from vectorstore.storeerror import StoreError

NEEDED = ("onnxruntime", "tantivy", "chromadb", "pypdfium2", "gradio")


def checkup(settings: Settings, *, mend: bool = False) -> tuple[Finding, ...]:
    """Look at the installation and the collection; with `mend`, make good what can be before looking."""
    return (*_installed(), *_collection(settings, mend=mend), *_model(settings))


def _installed() -> Iterator[Finding]:
    yield Finding(name="python", ok=True, detail=sys.version.split()[0])
    for package in NEEDED:
        try:
            yield Finding(name=package, ok=True, detail=version(package))
        except PackageNotFoundError:
            yield Finding(name=package, ok=False, detail="not installed", cure=f"pip install {package}")
    tesseract = shutil.which("tesseract")
    if tesseract:
        yield Finding(name="tesseract", ok=True, detail=tesseract)
    else:
        detail = "not installed: scanned letters cannot be read"
        yield Finding(name="tesseract", ok=False, detail=detail, cure="install the package tesseract-ocr")


def _log(settings: Settings) -> Finding:
    checked = Audit(access_folder(settings)).check()
    cure = "keep a copy of the folder access/ and find out who can write in it"
    detail = checked.fault or f"{checked.lines} lines, none changed"
    return Finding(name="log of who did what", ok=not checked.fault, detail=detail, cure=cure)


def _kept(settings: Settings) -> Finding:
    name, kept = "kept questions", kept_of(settings)
    try:
        held = kept.all()
    except AccessError as exc:
        return Finding(name=name, ok=False, detail=str(exc))
    setting = f"kept for {kept.days} days" if kept.days else "LETTERBOOK_KEEP_DAYS is 0 here"
    if not held:
        return Finding(name=name, ok=True, detail=f"none; {setting}")
    oldest = datetime.fromisoformat(held[0].at)
    late = kept.days > 0 and oldest < datetime.now(UTC) - timedelta(days=kept.days + 1)
    detail = f"{len(held)}, the oldest of {oldest:%Y-%m-%d}; {setting}"
    return Finding(name=name, ok=not late, detail=detail, cure="start the chat: it erases what is too old")


def _collection(settings: Settings, *, mend: bool) -> Iterator[Finding]:
    yield _log(settings)
    yield _kept(settings)
    try:
        record = Record.open(settings.record_url)
        embedder = embedder_of(settings, record)
    except StoreError as exc:
        yield Finding(name="collection", ok=False, detail=str(exc))
        return
    store = store_of(settings, record, embedder)
    indexes: dict[str, DerivedFiles] = {
        "exact": store.exact,
        "lexical": store.lexical,
        "words": store.words,
        "stems": store.stems,
    }
    patient = Patient(
        folder=settings.store, record=record, embedder=embedder, indexer=store.indexer, indexes=indexes
    )
    try:
        if mend:
            repair(patient)
        yield from examine(patient)
    except StoreError as exc:
        yield Finding(name="repair", ok=False, detail=str(exc))
    finally:
        record.close()


def _model(settings: Settings) -> Iterator[Finding]:
    """Ask the language model something made up; no word of a letter is sent."""
    if not settings.model:
        return
    from assistant.models import check_model

    ok, line = check_model(settings)
    yield Finding(name="model", ok=ok, detail=line)
