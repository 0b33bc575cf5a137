"""Real collections are scored whole: every gold quotation is found in what ingestion made of its letter."""

from pathlib import Path

import pytest

from assistant.build import letterbook, open_store
from assistant.evaluation import Report, evaluate
from assistant.ingestion import ingest
from assistant.settings import Settings


def evaluated(folder: Path, questions: Path, store: Path) -> Report:
    opened = open_store(Settings(store=store), create=True)
    try:
        ingest(opened, [folder])
        return evaluate(letterbook(opened), [questions])
    finally:
        opened.close()


@pytest.mark.slow
def test_the_samples_are_scored_whole(samples: Path, tmp_path: Path) -> None:
    questions = Path(__file__).parents[2] / "questions" / "samples.jsonl"
    report = evaluated(samples, questions, tmp_path)
    assert report.set_aside == ()
    # every citation is word for word in its letter, whatever else is wrong
    assert all(check.verbatim for outcome in report.outcomes for check in outcome.checks)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("folder", "questions"), [("letters", "letters-dev"), ("reports", "reports-dev")])
def test_the_real_letters_are_scored_whole(shared: Path, tmp_path: Path, folder: str, questions: str) -> None:
    report = evaluated(shared / folder, shared / "questions" / f"{questions}.jsonl", tmp_path)
    assert report.set_aside == ()
    assert all(check.verbatim for outcome in report.outcomes for check in outcome.checks)
