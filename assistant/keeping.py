"""Keeping: what of an answer is kept where LETTERBOOK_KEEP_DAYS says so, and what of it goes with a letter."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.access import feedback
from assistant.access.kept import Kept
from assistant.access.person import AccessError
from assistant.access.shell import note, whoami
from assistant.answer import Answer
from assistant.settings import Settings, access_folder
from ingest.letter import Letter

log = logging.getLogger(__name__)


def kept_of(settings: Settings) -> Kept:
    """What is kept of a collection's questions."""
    return Kept(access_folder(settings), settings.keep_days)


def keep(kept: Kept, who: str, answer: Answer) -> None:
    """Keep a question and its answer. Where that cannot be written the answer is given all the same."""
    try:
        kept.keep(
            who,
            question=answer.question,
            status=answer.status,
            answer=answer.text,
            citations=[one.paragraph.id for one in answer.citations],
            letters=sorted(set(_letters(answer))),
        )
    except AccessError as fault:
        log.warning("%s; a question is not kept", fault)


def noted(settings: Settings, *answers: Answer) -> str:
    """Note on the command line that its user asked, and keep questions and answers where the settings say so.

    Return what to tell them of it; empty where nothing is kept.
    """
    kept = kept_of(settings)
    for answer in answers:
        note(settings, "asked")
        keep(kept, whoami(), answer)
    try:
        if (
            kept.days
        ):  # 0 may be this shell's setting alone: what a server keeps is not this command's to erase
            kept.prune()
    except AccessError as fault:
        log.warning("%s; what is too old is still there", fault)
    return notice(kept, named=True)


def forgetting(settings: Settings) -> Callable[[Sequence[Letter]], None]:
    """What an erasure does to what is kept and to feedback: whatever is about the letters or has their words goes."""

    def forget(letters: Sequence[Letter]) -> None:
        texts = [paragraph.text for letter in letters for paragraph in letter.paragraphs]
        kept_of(settings).forget([letter.metadata.id for letter in letters], texts)
        files = [Path(letter.metadata.source).name for letter in letters]
        feedback.Feedback(settings.store / feedback.FILE).forget(files, texts)

    return forget


def notice(kept: Kept, *, named: bool) -> str:
    """What people are told of it before they ask; empty where nothing is kept."""
    if not kept.days:
        return ""
    days = f"{kept.days} day{'' if kept.days == 1 else 's'}"
    return f"Questions and answers are kept for {days}{', with the name of who asks' if named else ''}."


def _letters(answer: Answer) -> Iterator[str]:
    yield from (one.letter.id for one in answer.citations)
    yield from answer.letters or ()
