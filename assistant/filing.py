"""Filing: which letter a file's text is. Bookkeeping over what the record holds; it writes nothing.

- A file that changed keeps its letter's id.
- The same words under another path are the same letter with one more source (a duplicate).
- A letter goes when the last of its sources is gone.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count

from ingest.alike import Sketches
from ingest.letter import LetterMetadata
from vectorstore.record import Source


class Filing:
    """The sources and letters as they stand, kept up while files are filed."""

    def __init__(self, sources: Iterable[Source], letters: Iterable[LetterMetadata]) -> None:
        """Begin from what the record holds."""
        self._sources: dict[str, Source] = {}
        self._by_path: dict[str, set[str]] = defaultdict(set)
        self._by_letter: dict[str, set[str]] = defaultdict(set)
        self._content: dict[str, str] = {}
        self._letter_with: dict[str, str] = {}
        self._sketches = Sketches()
        for letter in letters:
            self._learn(letter.id, letter)
        for source in sources:
            self.bind(source)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that are known."""
        return tuple(path for path, sources in self._by_path.items() if sources)

    def source(self, name: str) -> Source:
        """A source by its name."""
        return self._sources[name]

    def of_path(self, path: str) -> tuple[Source, ...]:
        """What became of a file when it was last read."""
        return tuple(self._sources[source] for source in sorted(self._by_path.get(path, ())))

    def of_letter(self, letter_id: str) -> tuple[Source, ...]:
        """The sources of a letter."""
        return tuple(self._sources[source] for source in sorted(self._by_letter.get(letter_id, ())))

    def like(self, letter: LetterMetadata) -> list[str]:
        """The letters that one may be the same as by its words, though not to the letter."""
        return [] if _content(letter) in self._letter_with else self._sketches.like(letter.sketch)

    def id_for(self, source: str, letter: LetterMetadata, twin: str | None = None) -> tuple[str, bool]:
        """Return the id that a source's letter gets, and whether it is there already from another source.

        `twin` is a letter that was found to say the same in other paragraphs.
        """
        known = self._sources.get(source)
        mine = known.letter_id if known else None
        same = self._letter_with.get(_content(letter), twin)
        if same is not None:
            return same, same != mine
        if mine is not None and self._by_letter[mine] == {source}:
            return mine, False
        return self._fresh(letter.id), False

    def left_behind(self, source: str, letter_id: str | None) -> tuple[str, ...]:
        """Return the letters that lose their last source when this one goes to `letter_id`."""
        known = self._sources.get(source)
        mine = known.letter_id if known else None
        alone = mine is not None and self._by_letter[mine] == {source}
        return (mine,) if mine is not None and alone and mine != letter_id else ()

    def bind(self, source: Source, letter: LetterMetadata | None = None) -> Source | None:
        """Note what a source now holds, and what its letter now says; return what it held before."""
        before = self.forget(source.source)
        if source.letter_id and letter is not None:
            self._learn(source.letter_id, letter)
        self._sources[source.source] = source
        self._by_path[source.path].add(source.source)
        if source.letter_id:
            self._by_letter[source.letter_id].add(source.source)
        return before

    def forget(self, source: str) -> Source | None:
        """Forget a source, and its letter where that has no other; return it."""
        for letter_id in self.left_behind(source, None):
            self._unlearn(letter_id)
        known = self._sources.pop(source, None)
        if known is not None:
            self._by_path[known.path].discard(source)
            self._by_letter[known.letter_id or ""].discard(source)
        return known

    def _learn(self, letter_id: str, letter: LetterMetadata) -> None:
        self._unlearn(letter_id)
        self._sketches.add(letter_id, letter.sketch)
        self._content[letter_id] = content = _content(letter)
        self._letter_with[content] = letter_id

    def _unlearn(self, letter_id: str) -> None:
        self._sketches.drop(letter_id)
        content = self._content.pop(letter_id, None)
        if content is not None and self._letter_with.get(content) == letter_id:
            del self._letter_with[content]

    def _fresh(self, letter_id: str) -> str:
        names = (letter_id if n == 1 else f"{letter_id}-{n}" for n in count(1))
        return next(name for name in names if name not in self._content)


def _content(letter: LetterMetadata) -> str:
    # Without text nothing but the file itself says whether two letters are the same.
    return letter.text_sha256 or f"file {letter.file_sha256 or letter.id}"
