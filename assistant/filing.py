"""Filing: which letter a file's text is. It asks the record, and writes nothing.

- A file that changed keeps its letter's id.
- The same words under another path are the same letter with one more source (a duplicate).
- A letter goes when the last of its sources is gone.
"""

from collections.abc import Iterable
from itertools import count

from assistant.contents import Contents
from ingest.letter import LetterMetadata
from vectorstore.filed import Filed
from vectorstore.schema import Source


class Filing:
    """The letters as they stand while files are filed."""

    def __init__(self, filed: Filed) -> None:
        """Ask what the record holds."""
        self._filed = filed
        self._made: Contents | None = None

    def like(self, letter: LetterMetadata) -> list[str]:
        """The letters that one may be the same as by its words, though not to the letter."""
        known = self._contents.with_content(letter) is not None
        return [] if known else self._contents.like(letter.sketch)

    def id_for(self, was: Source | None, letter: LetterMetadata, twin: str | None = None) -> tuple[str, bool]:
        """Return the id that a letter gets whose source was so, and whether it is there already from another.

        `twin` is a letter that was found to say the same in other paragraphs.
        """
        same = self._contents.with_content(letter) or twin
        if same is not None:
            return same, was is None or same != was.letter_id
        if was is not None and was.letter_id is not None and self._alone(was):
            return was.letter_id, False
        return self._fresh(letter.id), False

    def left_behind(self, was: Source | None, letter_id: str | None) -> tuple[str, ...]:
        """Return the letters that lose their last source when the one that was so goes to `letter_id`."""
        if was is None or was.letter_id in (None, letter_id) or not self._alone(was):
            return ()
        return (was.letter_id,) if was.letter_id else ()

    def note(self, letter_id: str, letter: LetterMetadata) -> None:
        """Note what a letter says that was put."""
        self._contents.learn(letter_id, letter)

    def forget(self, letter_ids: Iterable[str]) -> None:
        """Forget letters that were removed."""
        for letter_id in letter_ids if self._made else ():
            self._contents.unlearn(letter_id)

    def close(self) -> None:
        """Give back the scratch database, where one was needed."""
        if self._made:
            self._made.close()

    @property
    def _contents(self) -> Contents:
        # Made when the first file is filed: a folder that did not change needs none.
        if self._made is None:
            self._made = Contents(self._filed.all_letters())
        return self._made

    def _alone(self, source: Source) -> bool:
        return [one.source for one in self._filed.of_letter(source.letter_id)] == [source.source]

    def _fresh(self, letter_id: str) -> str:
        names = (letter_id if n == 1 else f"{letter_id}-{n}" for n in count(1))
        return next(name for name in names if not self._filed.has(name))
