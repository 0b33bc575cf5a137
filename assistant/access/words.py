"""Words: by which runs of words a text is known again, wherever it was quoted."""

import re
from collections.abc import Iterable, Iterator

RUN = 8  # words in a row that show whose words they are
SHORTEST = 12  # characters of a shorter text that do so too: what `erase` searches the store for


class Words:
    """Runs of words of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.runs: dict[int, set[tuple[str, ...]]] = {}
        for text in texts:
            if len(text) >= SHORTEST and (words := _words(text)):
                size = min(RUN, len(words))
                self.runs.setdefault(size, set()).update(_runs(words, size))

    def are_in(self, *texts: str) -> bool:
        """Whether any run of them is in one of the texts."""
        return any(
            not runs.isdisjoint(_runs(words, size))
            for words in map(_words, texts)
            for size, runs in self.runs.items()
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))
