"""What a page draws besides its text is told apart: lines, pictures, shapes."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.drawn import Drawn, drawn
from ingest.words import frame_of
from tests.ingest.made import joined, pdf, printed, rule, stream, text


def seen(path: Path) -> Drawn:
    """What the first page draws."""
    with pdfium.PdfDocument(path) as document:
        return drawn(document[0], frame_of(document[0]))


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (rule(100, 200, 300, 200), [(100, 200, 300, 200)]),  # a stroke
        ("100 642 200 0.5 re f", [(100, 200, 300, 200)]),  # a thin box, filled
        ("0.5 w 100 642 m 300 642 l 300 442 l S", [(100, 200, 300, 200), (300, 200, 300, 400)]),
        ("0.5 w 100 442 200 200 re S", [(100, 200, 300, 200), (100, 200, 100, 400), (100, 400, 300, 400), (300, 200, 300, 400)]),
        ("100 442 200 200 re f", []),  # shading
        ("100 442 m 150 500 250 500 300 442 c S", []),  # a curve
        ("q 2 0 0 2 0 0 cm 50 321 100 0.2 re f Q", [(100, 200, 300, 200)]),  # scaled
    ],
)  # fmt: skip
def test_straight_lines_are_found_however_they_are_drawn(
    tmp_path: Path, content: str, wanted: list[tuple[float, ...]]
) -> None:
    found = [tuple(round(edge) for edge in box) for box in seen(pdf(tmp_path / "a.pdf", content)).lines]
    assert sorted(set(found)) == sorted(wanted)


def test_lines_in_forms_are_found_in_their_place(tmp_path: Path) -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Matrix[1 0 0 1 100 442]"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        stream(b"/X Do"),
    ]
    (tmp_path / "a.pdf").write_bytes(joined([*objects, stream(b"0 200 200 0.5 re f", form)]))
    assert [tuple(round(edge) for edge in box) for box in seen(tmp_path / "a.pdf").lines] == [
        (100, 200, 300, 200)
    ]


def test_a_picture_is_known_by_its_share_and_its_dots(tmp_path: Path) -> None:
    found = seen(pdf(tmp_path / "a.pdf", "", picture=printed(["x"], dpi=100)))
    assert found.picture == pytest.approx(1.0, abs=0.01)
    assert found.dpi == pytest.approx(100, abs=1)


def test_text_laid_unseen_over_a_scan_is_known(tmp_path: Path) -> None:
    shown = text(72, 100, "shown")
    assert not seen(pdf(tmp_path / "a.pdf", shown)).invisible
    assert seen(pdf(tmp_path / "a.pdf", shown.replace("BT", "BT 3 Tr"))).invisible


def test_shapes_are_counted(tmp_path: Path) -> None:
    assert seen(pdf(tmp_path / "a.pdf", "100 442 m 150 500 250 500 300 442 c f " * 5)).shapes == 5
