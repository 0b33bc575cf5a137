"""build(settings): the one place that names concrete classes."""

import csv
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.settings import Settings
from assistant.stemming import content, split
from vectorstore.beside import LoadedBeside
from vectorstore.chroma import ChromaIndex
from vectorstore.chromastate import CHROMA
from vectorstore.drawn import Drawing
from vectorstore.embedder import BUNDLED, Embedder, embedder_named, installed
from vectorstore.followed import Followed
from vectorstore.indexer import Indexer
from vectorstore.keeper import Keeper
from vectorstore.lately import LAG
from vectorstore.lexical import LexicalIndex
from vectorstore.lock import sole_writer
from vectorstore.record import Record
from vectorstore.retriever import WORTH, HybridRetriever, Retriever
from vectorstore.scan import ExactIndex
from vectorstore.state import other_model
from vectorstore.stems import StemIndex
from vectorstore.storeerror import StoreError
from vectorstore.tokens import BundledTokens
from vectorstore.words import WordIndex

# What answers is imported where it is put together: an ingest needs none of it, and it takes 0.5 s.
if TYPE_CHECKING:
    from assistant.aide import Aide
    from assistant.assistant import Letterbook
    from assistant.glossary import Glossary
    from assistant.reader import Reader
    from assistant.reranker import Reranker
    from assistant.tagger import Tagger

GLOSSARY = "glossary.csv"  # a collection's own words, in its store
log = logging.getLogger(__name__)

L = TypeVar("L", bound="Letterbook")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open collection: the record, what is derived from it, and what searches them."""

    settings: Settings
    record: Record
    embedder: Embedder
    exact: ExactIndex
    lexical: LexicalIndex
    words: WordIndex
    stems: StemIndex
    retriever: Retriever
    indexer: Indexer
    chroma: ChromaIndex | None = None  # only where the chat is served: opening it takes 0.8 s
    keeper: Keeper | None = None

    def close(self) -> None:
        """Stop what runs beside, and give back files and connections."""
        if self.keeper:
            self.keeper.close()
        if self.chroma:
            self.chroma.close()
        self.record.close()


def open_store(settings: Settings, *, create: bool = False, serve: bool = False) -> Store:
    """Open a collection; its indexes are caught up where somebody was stopped before they were.

    Where it is to be served, a thread keeps all indexes up to the record, Chroma too where it is worth it.
    """
    record = Record.open(settings.record_url, create=create, lag=LAG if serve else 0.0)
    _need_folder(settings.store)
    store = store_of(settings, record, embedder_of(settings, record, beside=not serve))
    if serve:
        return _served(store)
    if not create:
        catch_up(store)
    return store


def _need_folder(folder: Path) -> None:
    """Make the folder of what is derived where the record is elsewhere: nobody else may read what is in it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(
            f"{folder} cannot be made: {exc.strerror or exc}; choose another with --store"
        ) from exc


def embedder_of(settings: Settings, record: Record, *, beside: bool = False) -> Embedder:
    """Return the record's model, now and after it is switched: the bundled one or the one that the settings name.

    No other: a name that somebody wrote into a record must not make us fetch and load what it names. The bundled
    one is loaded `beside` where that is wanted: a one-off question need not wait for it.
    """

    def load(name: str) -> Embedder:
        if name not in (BUNDLED, settings.embedder):
            raise StoreError(other_model(record.database.place, name, settings.embedder or BUNDLED))
        return embedder_named(name, settings.cache)

    name = record.embedder_name or settings.embedder or BUNDLED
    model = LoadedBeside(name, load) if beside and name == BUNDLED else load(name)
    return Followed(record, model, load)


def store_of(settings: Settings, record: Record, embedder: Embedder) -> Store:
    """Put together what a collection is made of."""
    folder = settings.store
    exact = ExactIndex(folder / "exact", record)
    lexical = LexicalIndex(folder / "lexical", record)
    words = WordIndex(folder / "words", record, lexical, embedder)
    stems = StemIndex(folder / "stems", record, split)
    return Store(
        settings=settings,
        record=record,
        embedder=embedder,
        exact=exact,
        lexical=lexical,
        words=words,
        stems=stems,
        retriever=HybridRetriever(record, exact, lexical, embedder),
        indexer=Indexer(record, embedder, folder, (exact, lexical, words, stems)),
    )


def _served(store: Store) -> Store:
    folder, record, exact = store.settings.store, store.record, store.exact
    chroma = ChromaIndex(folder / CHROMA, record, exact, store.settings.vectors)
    retriever = HybridRetriever(record, exact, store.lexical, store.embedder, nearest=chroma)
    keeper = Keeper(record, store.indexer, [chroma], worth=lambda: len(exact.view().keys) >= WORTH)
    keeper.start()
    return replace(store, retriever=retriever, chroma=chroma, keeper=keeper)


def embed_beside(settings: Settings, model: str) -> tuple[int, str]:
    """Embed every paragraph with another model and switch to it; return how many there are, and its name.

    What comes while the first pass runs is embedded in a second, in which no letter may come or go.
    """
    record = Record.open(settings.record_url)
    try:
        store = store_of(settings, record, embedder_named(model, settings.cache))
        store.indexer.embed_ahead_of_switch()
        with sole_writer(record.database, "the letters are embedded with another model"):
            store.indexer.embed_anew()
        store.indexer.derive()
        return sum(record.lengths().values()), store.embedder.name
    finally:
        record.close()


def catch_up(store: Store) -> None:
    """Bring the indexes up to the record, where that can be done now."""
    if not store.indexer.behind:
        return
    try:
        store.indexer.derive(wait=0.0)
    except (StoreError, OSError) as exc:
        # Somebody else is at it, or the folder is read-only or full: searching goes on from the record.
        log.warning("the indexes are behind the record and are completed in memory: %s", exc)


@contextmanager
def build(settings: Settings) -> "Iterator[Letterbook]":
    """Open a collection to ask it questions, and close it after."""
    store = open_store(settings)
    try:
        yield letterbook(store)
    finally:
        store.close()


def letterbook(store: Store) -> "Letterbook":
    """Put together what answers questions over an open collection."""
    from assistant.assistant import Letterbook

    return assembled(store, Letterbook)


def assembled(store: Store, made: type[L]) -> L:
    """Put together a Letterbook, or a class that extends it."""
    aide = _aide(store.settings)
    return made(
        record=store.record,
        retriever=store.retriever,
        drawing=Drawing(store.record, store.exact, store.stems, store.embedder, content),
        words=store.words,
        embedder=store.embedder,
        reader=_reader(aide),
        aide=aide,
        glossary=_glossary(store.settings),
        reranker=_reranker(store.settings),
        tagger=_tagger(store),
    )


def _tagger(store: Store) -> "Tagger | None":
    """What reads questions; None where the bundled model, on whose token vectors it was fitted, is not installed."""
    if not installed():
        return None
    from assistant.tagger import Tagger

    return Tagger(BundledTokens(store.embedder, store.settings.cache))


def _glossary(settings: Settings) -> "Glossary":
    """The shipped glossary, with the collection's own words where it has some."""
    from assistant.glossary import shipped, with_own

    path = settings.glossary or settings.store / GLOSSARY
    if settings.glossary is None and not path.exists():
        return shipped()
    try:
        return with_own(path)
    except (OSError, ValueError, csv.Error) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else exc
        raise StoreError(
            f"{path}: {reason}; it is a CSV file in UTF-8 with the columns term, same, near"
        ) from exc


def _reranker(settings: Settings) -> "Reranker | None":
    """The cross-encoder that is configured; it is loaded when it is first asked."""
    if not settings.reranker:
        return None
    from assistant.reranker import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)


def _aide(settings: Settings) -> "Aide | None":
    """The language model's help, where one is configured. Only then is LangChain imported."""
    if not settings.model:
        return None
    from assistant.aide import Aide
    from assistant.models import model_of
    from assistant.opinions import FILE, Opinions

    return Aide(model_of(settings), Opinions(settings.store / FILE))


def _reader(aide: "Aide | None") -> "Reader":
    """The embedded reader; with a model's prose where there is one."""
    from assistant.extractive import ExtractiveReader

    if aide is None:
        return ExtractiveReader()
    from assistant.generative import GenerativeReader

    return GenerativeReader(ExtractiveReader())
