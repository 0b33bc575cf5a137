"""Two processes that write one collection at the same time: every letter of both must be there and be found.

`python -m benchmarks.writers COUNT [SEED]` lets two processes put letters and make the indexes, COUNT times, and
prints how many vectors could not be found after (two writers of one Chroma folder lost 27-32 %).
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.killed import open_collection
from benchmarks.kills import context
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore.hit import Query

EACH = 4  # letters of each process
PARAGRAPHS = 3


def main(count: int, seed: int) -> int:
    """Write `count` collections by two processes; return 1 where anything is missing."""
    began, missing = time.monotonic(), 0
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder:
            faults = list(written_by_two(Path(folder), seed + number))
        missing += len(faults)
        if faults or (number + 1) % 50 == 0:
            print(f"{number + 1}: {'; '.join(faults) or 'sound'}", flush=True)
    vectors = count * 2 * EACH * PARAGRAPHS
    minutes = (time.monotonic() - began) / 60
    print(
        f"{count} runs of two writers, {vectors} vectors, {missing} missing, {minutes:.1f} minutes, seed {seed}"
    )
    return 1 if missing else 0


def written_by_two(folder: Path, seed: int) -> Iterator[str]:
    """Let two processes write the collection in `folder`; yield what is missing."""
    open_collection(folder).close()
    writers = [context().Process(target=write, args=(folder, f"{seed}{who}")) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        if writer.exitcode:
            yield f"a writer ended with {writer.exitcode}"
    store = open_collection(folder)
    if store.indexer.behind:
        store.indexer.derive()
    there = {letter.id for letter in store.record.letters()}
    for letter in (one for who in "ab" for one in made(f"{seed}{who}")):
        if letter.metadata.id not in there:
            yield f"{letter.metadata.id} is missing"
            continue
        for paragraph in letter.paragraphs:
            hits = store.retriever.retrieve(Query(text=paragraph.text))
            if not any(
                hit.paragraph.id == paragraph.id and hit.dense > 0.99 and hit.lexical > 0 for hit in hits
            ):
                yield f"{paragraph.id} is not found"
    store.close()


def write(folder: Path, who: str) -> None:
    """Put letters one by one, making the indexes after each second one."""
    store = open_collection(folder)
    for number, letter in enumerate(made(who)):
        store.indexer.sync(letter)
        if number % 2:
            store.indexer.derive()
    store.close()


def made(who: str) -> list[Letter]:
    """The letters of one writer."""
    return [_letter(f"w{who}n{number}") for number in range(EACH)]


def _letter(name: str) -> Letter:
    texts = [f"unique{name}p{number} and the annual review of plans" for number in range(PARAGRAPHS)]
    paragraphs = tuple(
        Paragraph(letter_id=name, number=number, text=text, role=Role.ASK)
        for number, text in enumerate(texts, start=1)
    )
    return Letter(metadata=LetterMetadata(id=name, source=f"{name}.txt"), paragraphs=paragraphs)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(main(numbers[0], numbers[1] if len(numbers) > 1 else 1))
