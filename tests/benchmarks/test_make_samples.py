"""The samples: thirteen letters, five of them made from their sources."""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest

from benchmarks.make_samples import SOURCES, SUFFIXES, make
from benchmarks.tiny_pdf import Block, Run, pdf


def docx_words(content: bytes) -> str:
    return " ".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def pdf_pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def pdf_words(content: bytes) -> str:
    return re.sub(r"Page \d of \d|•", "", " ".join(pdf_pages(content))).replace(
        "Department for Education", ""
    )


def eml_words(content: bytes) -> str:
    body = message_from_bytes(content, policy=default).get_body()
    assert body is not None
    return str(body.get_content()).replace("* ", "")


READERS: dict[str, Callable[[bytes], str]] = {".docx": docx_words, ".pdf": pdf_words, ".eml": eml_words}


def words(text: str) -> list[str]:
    return text.replace("**", "").upper().replace("DEPARTMENT FOR EDUCATION", "").split()


def test_there_are_thirteen_letters_and_nothing_else(samples: Path) -> None:
    assert len(list(samples.iterdir())) == 13


@pytest.mark.parametrize("stem", SUFFIXES)
def test_a_generated_letter_holds_the_words_of_its_source(stem: str, samples: Path) -> None:
    suffix = SUFFIXES[stem]
    source = re.sub(
        r"^(?:#+|-) ", "", (SOURCES / f"{stem}.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    made = READERS[suffix]((samples / f"{stem}{suffix}").read_bytes())
    assert words(made) == words(source)


def test_making_the_samples_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in make(tmp_path)]
    assert [path.read_bytes() for path in make(tmp_path)] == first


@pytest.mark.parametrize("stem", [stem for stem, suffix in SUFFIXES.items() if suffix == ".pdf"])
def test_a_page_break_falls_inside_a_sentence(stem: str, samples: Path) -> None:
    first, _ = pdf_pages((samples / f"{stem}.pdf").read_bytes())
    assert re.search(r"[a-z]\s+Page 1 of 2\s*$", first)


def test_long_text_runs_over_pages_with_a_running_head_and_numbers() -> None:
    block = Block(runs=(Run(text="Label: ", bold=True), Run(text="words (in brackets) " * 900)), size=11)
    pages = pdf_pages(pdf([block], running_head="The sender"))
    assert len(pages) > 2
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert ["The sender" in page for page in pages] == [False] + [True] * (len(pages) - 1)
    assert sum(page.count("brackets)") for page in pages) == 900
