"""A page is drawn for the chat within limits."""

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.letter import IngestError
from ingest.picture import render, scans
from tests.ingest.made import joined, pdf, printed, rule, stream, text


def drawn(path: Path, page: int = 1, width: int = 300) -> Image.Image:
    """The picture of a page."""
    return Image.open(io.BytesIO(render(path, page, width)))


def test_a_page_is_drawn_as_wide_as_asked(tmp_path: Path) -> None:
    picture = drawn(pdf(tmp_path / "a.pdf", text(72, 100, "Dear Jane,"), rule(0, 421, 595, 421)), page=2)
    assert picture.size == (300, 425)
    assert picture.convert("L").getpixel((150, 212)) < 128


def test_a_scan_is_its_own_picture(tmp_path: Path) -> None:
    first, second = printed(["one"]), printed(["two"])
    first.save(tmp_path / "a.tiff", save_all=True, append_images=[second])
    assert drawn(tmp_path / "a.tiff", page=2).width == 300


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(tmp_path: Path, page: int) -> None:
    pdf(tmp_path / "a.pdf", text(72, 100, "x"))
    printed(["x"]).save(tmp_path / "a.png")
    for name in ("a.pdf", "a.png"):
        with pytest.raises(IngestError, match="no page"):
            render(tmp_path / name, page, 100)


def test_a_vast_page_and_a_vast_width_are_drawn_within_the_limit(tmp_path: Path) -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000 9000]/Contents 4 0 R>>", stream(b""),
    ]  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(joined(objects))
    picture = drawn(tmp_path / "a.pdf", width=1_000_000)
    assert picture.width * picture.height <= 25_000_000


def test_transparency_lies_on_white_and_the_camera_is_held_upright(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 60), (0, 0, 0, 0)).save(tmp_path / "a.png", dpi=(300, 300))
    ((picture, dpi),) = list(scans(tmp_path / "a.png"))
    assert (picture.getpixel((5, 5)), round(dpi)) == ((255, 255, 255), 300)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 60)).save(tmp_path / "b.jpg", exif=exif)
    assert [picture.size for picture, _ in scans(tmp_path / "b.jpg")] == [(60, 40)]


def test_resolution_is_guessed_where_the_file_lies_about_it(tmp_path: Path) -> None:
    Image.new("L", (1654, 2339)).save(tmp_path / "a.png", dpi=(1, 1))
    assert [round(dpi) for _, dpi in scans(tmp_path / "a.png")] == [200]


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.pdf", b"%PDF-1.7 cut off", "corrupt"),
        ("a.png", b"\x89PNG\r\n\x1a\n cut off", "corrupt"),
        ("a.txt", b"Dear Jane,", "unsupported"),
    ],
)
def test_what_has_no_picture_is_refused(tmp_path: Path, name: str, content: bytes, status: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(IngestError) as caught:
        render(tmp_path / name, 1, 100)
    assert caught.value.status == status
