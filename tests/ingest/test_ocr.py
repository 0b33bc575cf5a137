"""Scans are read: straightened, upright, without their stamps, and with the places of their words."""

import shutil
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ingest.letter import IngestError
from ingest.limits import TOO_POOR
from ingest.ocr import load_scan
from ingest.page import Line
from ingest.pdf import load_pdf
from tests.ingest.made import paragraph, pdf, printed

LETTER = [
    "Dear Jane and colleagues,",
    "Thank you for meeting officials of this Department to review",
    "the progress that you have made against your action plan.",
    "Leaders should improve the timeliness of annual reviews.",
]
TYPED = paragraph(72, 100, LETTER)
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def alike(lines: tuple[Line, ...]) -> float:
    """How much of the letter was read, 0 to 1."""
    return SequenceMatcher(None, " ".join(LETTER), " ".join(line.text for line in lines)).ratio()


@needs_tesseract
def test_a_page_of_nothing_but_a_picture_is_read(tmp_path: Path) -> None:
    page = load_pdf(pdf(tmp_path / "a.pdf", "", picture=printed(LETTER)))[0]
    assert page.ocr
    assert alike(page.lines) > 0.97
    assert all(line.confidence is not None and line.confidence > 0.5 for line in page.lines)
    first = page.lines[0].box
    assert first is not None
    assert first == pytest.approx((0.121, 0.085, 0.361, 0.101), abs=0.02)


@needs_tesseract
@pytest.mark.parametrize("degrees", [-3, 0.5, 90, 180])
def test_a_page_that_lies_askew_is_read_and_its_words_are_found_where_they_stand(
    tmp_path: Path, degrees: float
) -> None:
    turned = printed(LETTER * 4, dpi=200).rotate(degrees, expand=degrees >= 90, fillcolor=255)
    turned.save(tmp_path / "a.png", dpi=(200, 200))
    page = load_scan(tmp_path / "a.png")[0]
    assert alike(page.lines[:4]) > 0.95
    box = page.lines[0].box
    assert box is not None
    ink = turned.crop(tuple(int(share * side) for share, side in zip(box, turned.size * 2, strict=True)))
    assert min(ink.getextrema()) < 60


@needs_tesseract
def test_a_coloured_stamp_hides_no_print_and_is_read_itself(tmp_path: Path) -> None:
    page = printed(LETTER, dpi=200).convert("RGB")
    stamp = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((700, 190, 1300, 330), outline=(190, 30, 40), width=6)
    pen.text((760, 450), "RECEIVED", font=ImageFont.load_default(size=60), fill=(190, 30, 40))
    ImageChops.multiply(page, stamp).save(
        tmp_path / "a.png", dpi=(200, 200)
    )  # ink lets what is under it through
    lines = load_scan(tmp_path / "a.png")[0].lines
    assert [line.text for line in lines][-1] == "RECEIVED"
    assert alike(lines[:-1]) > 0.97


@needs_tesseract
def test_a_mixed_file_is_read_page_by_page(tmp_path: Path) -> None:
    typed = ["This page was typed, and it has", "a text of its own that is no scan."]
    first, second = load_pdf(pdf(tmp_path / "a.pdf", paragraph(72, 300, typed), "", picture=printed(LETTER)))
    assert (first.ocr, second.ocr) == (False, True)
    assert [line.text for line in first.lines] == typed
    assert alike(second.lines) > 0.97


@needs_tesseract
def test_pictures_of_several_pages_are_read(tmp_path: Path) -> None:
    first, second = printed(LETTER[:2]), printed(LETTER[2:])
    first.save(tmp_path / "a.tiff", save_all=True, append_images=[second], dpi=(150, 150))
    pages = load_scan(tmp_path / "a.tiff")
    assert [page.number for page in pages] == [1, 2]
    assert alike(tuple(line for page in pages for line in page.lines)) > 0.97


@needs_tesseract
def test_a_ruled_table_on_a_scan_is_read_cell_by_cell(tmp_path: Path) -> None:
    page = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=33)
    for x in (150, 600, 1500):
        pen.line((x, 200, x, 600), fill=0, width=3)
    for y in (200, 300, 600):
        pen.line((150, y, 1500, y), fill=0, width=3)
    for x, y, words in (
        (170, 230, "Responsible body"),
        (620, 230, "Areas for action"),
        (170, 330, "County Council"),
    ):
        pen.text((x, y), words, font=font, fill=0)
    pen.text((620, 330), "Leaders should improve\nthe quality of plans.", font=font, fill=0, spacing=16)
    page.save(tmp_path / "a.png", dpi=(200, 200))
    lines = load_scan(tmp_path / "a.png")[0].lines
    assert [line.cell for line in lines] == ["1.1", "1.2", "2.1", "2.2", "2.2"]


@needs_tesseract
def test_a_picture_of_nothing_is_empty(tmp_path: Path) -> None:
    noise = Image.effect_noise((600, 800), 60)
    noise.save(tmp_path / "a.png")
    with pytest.raises(IngestError) as caught:
        load_scan(tmp_path / "a.png")
    assert caught.value.status in ("empty", "needs_ocr")


@needs_tesseract
def test_a_scan_of_guesses_says_which_tesseract_could_not_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.ocr.POOR", 1.1)
    with pytest.raises(IngestError, match=rf"{TOO_POOR} tesseract \d\S+; scan it again at 300 dpi") as caught:
        load_pdf(pdf(tmp_path / "a.pdf", "", picture=printed(LETTER, dpi=60)))
    assert caught.value.status == "needs_ocr"


def test_a_scan_without_tesseract_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IngestError, match="apt-get install tesseract-ocr") as caught:
        load_pdf(pdf(tmp_path / "a.pdf", "", picture=printed(LETTER, dpi=60)))
    assert caught.value.status == "needs_ocr"


def test_a_mixed_file_without_tesseract_keeps_its_text_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    first, second = load_pdf(pdf(tmp_path / "a.pdf", TYPED, "", picture=printed(LETTER, dpi=60)))
    assert (len(first.lines), first.unread) == (4, "")
    assert second.lines == ()
    assert "page 2: a scan, and Tesseract is missing" in second.unread


def test_a_picture_that_is_cut_off_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    printed(LETTER, dpi=60).save(path)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(IngestError) as caught:
        load_scan(path)
    assert caught.value.status == "corrupt"
