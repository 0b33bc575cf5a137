"""Files are loaded in workers: what goes wrong with one costs that one."""

import os
import pickle
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.letter import IngestError, Letter
from ingest.pool import Loaders
from ingest.worker import Limits, Result, _LettersOnly
from tests.ingest import made
from tests.ingest.made import pdf, text

LETTER = "Dear Jane,\n\nThank you for meeting officials on 9 May 2023.\n"


@pytest.fixture(scope="module")
def pool() -> Iterator[Loaders]:
    """Two workers that give up soon."""
    with Loaders(processes=2, limits=Limits(cpu=3, silent=8.0)) as loaders:
        yield loaders


def one(pool: Loaders, path: Path) -> Result:
    """What becomes of one file."""
    return dict(pool.load([path]))[path]


def status(result: Result) -> str:
    """How a file has ended."""
    return result.status if isinstance(result, IngestError) else "ok"


def test_every_file_is_answered_for_and_none_in_vain(pool: Loaders, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(7)]
    for number, path in enumerate(paths):
        path.write_text(LETTER if number % 2 else "")
    found = dict(pool.load(paths))
    assert [status(found[path]) for path in paths] == ["empty", "ok"] * 3 + ["empty"]
    assert all(isinstance(letter, Letter) for path in paths[1::2] for letter in found[path])  # type: ignore[union-attr]


def test_no_more_files_are_taken_than_there_are_workers(pool: Loaders, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER)
    taken: list[int] = []

    def endless() -> Iterator[Path]:
        for number in range(1_000):
            taken.append(number)
            yield path

    answers = pool.load(endless())
    for _ in range(5):
        next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert len(taken) <= 5 + 2 + 1  # answered, in hand, and the one that comes next


def test_who_waits_for_a_file_can_look_elsewhere(pool: Loaders, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        LETTER + "The board met each month, and the plan went on.\n\n" * 2000
    )  # is not read at once
    watched = list(pool.watched([path] * 3, every=0.0))
    assert watched.count(None) >= 1
    assert [one[0] for one in watched if one] == [path] * 3


def test_a_worker_that_dies_is_replaced(pool: Loaders, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.pdf"
    words = b"BT /F1 12 Tf 10 10 Td " + b"(hello world) Tj " * 1_000_000 + b"ET"
    bomb.write_bytes(pdf(tmp_path / "b.pdf", "@").read_bytes().replace(made.stream(b"@"), made.stream(words)))
    good = tmp_path / "good.txt"
    good.write_text(LETTER)
    found = dict(pool.load([bomb, good]))
    assert status(found[good]) == "ok"
    assert status(found[bomb]) in ("too_large", "timeout")
    assert status(one(pool, good)) == "ok"


def test_memory_has_a_limit(tmp_path: Path) -> None:
    with Loaders(processes=1, limits=Limits(memory=220_000_000)) as pool:
        path = tmp_path / "a.html"
        path.write_text("<p>" + "<b>x</b>" * 400_000)
        result = one(pool, path)
    assert status(result) == "too_large"


def test_a_file_that_computes_without_end_is_given_up(tmp_path: Path) -> None:
    with Loaders(processes=1, limits=Limits(cpu=0)) as pool:  # the kernel counts whole seconds: one
        path = tmp_path / "a.html"
        path.write_text("<p>" + "<b>x</b>" * 800_000)
        result = one(pool, path)
    assert status(result) == "timeout"
    assert "more than 0 s of work" in str(result)


def test_a_file_that_never_ends_is_given_up(tmp_path: Path) -> None:
    with Loaders(processes=1, limits=Limits(silent=0.0)) as pool:
        path = tmp_path / "a.txt"
        path.write_text(LETTER)
        result = one(pool, path)
    assert status(result) == "timeout"
    assert "not done" in str(result)


def test_names_that_no_screen_can_print_are_told_in_one_line(pool: Loaders, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/two\nlines \xff\x1b[31m.pdf"))
    odd.write_bytes(b"%PDF-1.7 damaged")
    result = one(pool, odd)
    assert status(result) == "corrupt"
    assert str(result).isprintable()
    assert "two\\nlines" in str(result)


def test_loops_folders_and_pipes_are_no_files(pool: Loaders, tmp_path: Path) -> None:
    loop, pipe = tmp_path / "loop.pdf", tmp_path / "pipe.pdf"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    for path in (loop, pipe, tmp_path, tmp_path / "gone.pdf"):
        assert status(one(pool, path)) == "unsupported"


def test_a_page_is_drawn_in_a_worker(pool: Loaders, tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(72, 100, "Dear Jane,"))
    assert pool.render(path, 1, 200).startswith(b"\x89PNG")
    with pytest.raises(IngestError, match="no page 2"):
        pool.render(path, 2, 200)


def test_a_page_of_an_attachment_is_drawn(pool: Loaders, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail.set_content("See attached.")
    letter = pdf(tmp_path / "a.pdf", text(72, 100, "Dear Jane,")).read_bytes()
    mail.add_attachment(letter, maintype="application", subtype="pdf", filename="letter.pdf")
    (tmp_path / "mail #2.eml").write_bytes(mail.as_bytes())
    assert pool.render(tmp_path / "mail #2.eml#letter.pdf", 1, 200).startswith(b"\x89PNG")
    with pytest.raises(IngestError, match="not a file"):
        pool.render(tmp_path / "mail #2.eml#other.pdf", 1, 200)


def test_a_folder_cannot_pass_its_own_code_to_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("lxml", "json", "sitecustomize"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "a.txt").write_text(LETTER)
    monkeypatch.chdir(tmp_path)
    with Loaders(processes=1) as pool:
        assert status(one(pool, Path("a.txt"))) == "ok"


def test_an_answer_holds_letters_and_nothing_else() -> None:
    import io

    with pytest.raises(pickle.UnpicklingError, match="system"):
        _LettersOnly(io.BytesIO(pickle.dumps(os.system))).load()


def test_no_worker_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER)
    with Loaders(processes=1) as pool:
        one(pool, path)
        pid = pool._idle[0]._process.pid
    time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
