"""What must be there after a kill: all that was acknowledged, whole, found, and cited as it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.build import Store, letterbook
from assistant.ingestion import ingest
from benchmarks.killed import Said, chroma_of, id_of, open_collection, read_lines, sha_of
from ingest.letter import LetterMetadata
from vectorstore.hit import Query
from vectorstore.storeerror import StoreError

SOME = 3  # letters looked for again after the work was taken up; all are looked for before
QUESTION = "Which areas were asked about annual reviews of plans?"


@dataclass(slots=True, kw_only=True)
class Known:
    """What was acknowledged, and what is under way."""

    letters: dict[str, str] = field(default_factory=dict)  # by file: the letter it is
    areas: dict[str, str] = field(default_factory=dict)  # by letter: what a person set
    removed: set[str] = field(default_factory=set)
    model: str = ""
    under_way: Said | None = None

    def hear(self, said: Iterable[Said]) -> "Known":
        """Hold the process to what it says."""
        for one in said:
            self._hear(one)
        return self

    def _hear(self, one: Said) -> None:
        if one.source:
            if one.value == "removed":
                self.letters.pop(one.source, None)
            else:
                self.letters[one.source] = one.letter
            return
        self.under_way = None if one.done else one
        if one.doing == "remove":  # once begun it may have gone; a text is never written twice
            self.letters = {file: letter for file, letter in self.letters.items() if letter != one.letter}
            if one.done:
                self.removed.add(one.letter)
        elif one.doing == "area" and one.done:
            self.areas[one.letter] = one.value
        elif one.doing == "embed" and one.done:
            self.model = one.value


def look(folder: Path, known: Known, *, chroma: bool) -> tuple[Known, list[str]]:
    """Return what the collection acknowledges from here on, and what is wrong with it."""
    store = open_collection(folder)
    faults = [*_left_behind(store, known, folder), *_taken_up(store, folder, chroma=chroma)]
    letters = store.record.letters()
    now = Known(
        letters={letter.source: letter.id for letter in letters},
        areas={letter.id: letter.areas[0] for letter in letters if letter.area_source == "user"},
        removed=known.removed,
        model=store.record.embedder_name,
    )
    store.close()
    return now, faults


def words_of(said: Sequence[Said]) -> str:
    """Where the process had come to."""
    last = said[-1] if said else Said(doing="start")
    return f"{'after' if last.done else 'during'} {last.doing}"


def _left_behind(store: Store, known: Known, folder: Path) -> Iterator[str]:
    """What is wrong with the collection as the killed process left it."""
    letters = {letter.id: letter for letter in store.record.letters()}
    for letter in letters.values():
        texts = [paragraph.text for paragraph in store.record.letter(letter.id).paragraphs]
        if sha_of("\n".join(texts)) != letter.text_sha256:
            yield f"{letter.id} is half there"
    yield from _lost(known, set(letters), folder)
    for letter_id in known.areas.keys() & letters.keys():
        now, wanted = letters[letter_id].areas, {known.areas[letter_id]}
        if known.under_way and known.under_way.doing == "area" and known.under_way.letter == letter_id:
            wanted.add(known.under_way.value)
        if now[:1] == () or now[0] not in wanted:
            yield f"{letter_id} is of {now} and not of {wanted}"
    model = store.record.embedder_name
    meant = known.under_way.value if known.under_way and known.under_way.doing == "embed" else known.model
    if known.model and model not in (known.model, meant):
        yield f"the vectors are of {model}"
    yield from _searchable(store, letters.values())


def _taken_up(store: Store, folder: Path, *, chroma: bool) -> Iterator[str]:
    """What is wrong after the work was taken up again."""
    ingest(store, [folder / "letters"], read=read_lines)
    texts = {str(path): path.read_text() for path in (folder / "letters").glob("*.txt")}
    there = {
        letter.source: "\n".join(paragraph.text for paragraph in store.record.letter(letter.id).paragraphs)
        for letter in store.record.letters()
    }
    removed = {source.path for source in store.record.sources() if source.status == "removed"}
    if there != {file: text for file, text in texts.items() if file not in removed}:
        yield f"after ingesting again {sorted(there.keys() ^ texts.keys())} differ"
    if store.indexer.behind:
        yield "the indexes are behind after they were derived"
    if store.record.without_vector():
        yield "paragraphs have no vector"
    yield from _searchable(store, store.record.letters()[:SOME])
    yield from _cited(store, texts)
    if chroma:
        yield from _in_chroma(store)


def _lost(known: Known, there: set[str], folder: Path) -> Iterator[str]:
    """Letters that were acknowledged and are neither there nor replaced by what their file now says."""
    ingesting = known.under_way is not None and known.under_way.doing in ("ingest", "chroma")
    for file, letter in known.letters.items():
        if letter in there:
            continue
        path = folder / "letters" / Path(file).name
        now = id_of(path.read_text()) if path.exists() else ""
        if now == letter or not ingesting:
            yield f"{letter} was acknowledged and is lost"
        elif now and now not in there:
            yield f"{letter} went and what replaces it is not there"
    if back := known.removed & there:
        yield f"{sorted(back)} were removed and are back"


def _searchable(store: Store, letters: Iterable[LetterMetadata]) -> Iterator[str]:
    """Each letter is found by meaning and by words, and nothing is found that is not there."""
    live = {letter.id for letter in store.record.letters()}
    for letter in letters:
        first = store.record.letter(letter.id).paragraphs[0]
        hits = store.retriever.retrieve(Query(text=first.text))
        if not {hit.letter.id for hit in hits} <= live:
            yield "a letter was found that is gone"
        mine = [hit for hit in hits if hit.paragraph.id == first.id]
        if not mine:
            yield f"{first.id} is not found"
        elif mine[0].lexical <= 0 or mine[0].dense < 0.99:
            yield f"{first.id} is found by {mine[0]}"


def _cited(store: Store, texts: dict[str, str]) -> Iterator[str]:
    """Every citation of an answer is what its letter's file says."""
    answer = letterbook(store).ask(QUESTION)
    if not answer.citations and store.record.letters():
        yield f"no answer: {answer.status}"
    for citation in answer.citations:
        line = texts[citation.letter.source].split("\n")[citation.paragraph.number - 1]
        if not citation.quote or citation.quote not in line:
            yield f"a citation of {citation.letter.id} is not what it says"


def _in_chroma(store: Store) -> Iterator[str]:
    """Chroma opens, holds what the record holds, and finds each paragraph where it should be."""
    index = chroma_of(store)
    try:
        index.derive()
        view = store.exact.view()
        for serial in store.record.catalogue().serials:
            rows = view.of_letters([serial]).nonzero()[0][:1]
            keys, scores = index.nearest(view.vectors(rows)[0], 1)
            if not len(keys) or scores[0] < 0.999:
                yield f"letter {serial} is not in Chroma"
    except StoreError as fault:
        yield str(fault)
    finally:
        index.close()
