"""The page that `make bench` writes: a row for every target, a picture of the growth."""

from pathlib import Path
from xml.etree import ElementTree

from benchmarks.bench import middle
from benchmarks.growth import LINES, plot
from benchmarks.performance import written

MACHINE = {
    "processor": "a processor",
    "cores": "2",
    "memory": "8 GiB",
    "python": "3.11",
    "load": "2.0",
    "at": "today",
}
SCALE = {
    str(size): {
        **dict.fromkeys(LINES, 10.0 + size / 1000),
        "whole answer, all questions, p95 ms": 40.0,
        "accepted paragraphs not drawn": 0.0,
    }
    for size in (1_000, 2_500, 25_000)
}
MEASURED = {
    "scale": SCALE,
    "stock": {"p50 ms": 900.0, "p95 ms": 1_200.0},
    "cold": {"letterbook ask, s": 1.0, "letterbook ask, MB": 300.0, "letterbook serve, MB": 900.0},
    "indexing": {
        "paragraphs": 10.0,
        "the embedding model alone, paragraphs/s": 200.0,
        "letterbook ingest, paragraphs/s": 190.0,
        "the stock chain, paragraphs/s": 80.0,
        "letterbook ingest, times the model alone": 0.95,
        "letterbook ingest, times the stock chain": 2.4,
    },
    "ocr": {"ours, pages/s": 0.9, "Tesseract alone on every core, pages/s": 1.0},
    "folder": {"files": 10_000.0, "seconds": 4.0},
}
KEPT = {name: {"measured": value, "machine": MACHINE} for name, value in MEASURED.items()}


def test_every_target_has_a_row_that_says_whether_it_is_reached() -> None:
    rows = [line for line in written(KEPT).splitlines() if line.endswith(("| yes |", "| **no** |"))]
    assert len(rows) == 10
    assert [row.split("|")[1].strip() for row in rows if "**no**" in row] == [
        "memory of `letterbook serve`, 100,000 paragraphs"
    ]
    assert any("p95 40 ms" in row and "1,000,000" in row for row in rows)


def test_what_was_not_measured_is_not_on_the_page() -> None:
    page = written({"scale": KEPT["scale"]})
    assert "Tesseract" not in page
    assert "| 40,000 | 100,000 | 1,000,000 |" in page


def test_eight_bits_are_told_where_they_were_measured() -> None:
    row = ["orsharc", 1105, 0.934, 300.0, 0.935, 450.0]
    page = written({**KEPT, "int8": {"measured": [row], "machine": MACHINE}})
    assert "| orsharc | 1105 | 93.40% | 93.50% | 300 | 450 |" in page


def test_what_eight_bits_do_to_answers_and_the_recall_of_hnsw_are_told_where_they_were_measured() -> None:
    parts = {
        "int8": [["orsharc", 1105, 0.934, 300.0, 0.935, 450.0]],
        "int8_answers": [["letters", "8 and 32", [0.75, 0.93, 0.92, 1.0, 0.89]]],
        "hnsw": {"paragraphs": 20_000, "rows": [[64, 400, 1_000, 0.99123, 0.8, 4.25]]},
    }
    page = written(KEPT | {name: {"measured": value, "machine": MACHINE} for name, value in parts.items()})
    assert "| letters | 8 and 32 | 75.0% | 93.0% | 92.0% | 100.0% | 89.0% |" in page
    assert "| 64 | 400 | 1,000 | 0.9912 | 0.8000 | 4.2 |" in page
    assert "20,000" in page


def test_of_several_runs_the_middle_one_is_told() -> None:
    runs = [{"whole answer, all questions, p95 ms": value} for value in (48.0, 31.0, 32.0)]
    assert middle(runs) == runs[2]
    assert middle(runs[:1]) == runs[0]


def test_how_fast_an_answer_could_be_at_most_is_told() -> None:
    scale = {**SCALE, "2500": {**SCALE["2500"], "embedding a question, p50 ms": 4.5}}
    page = written({**KEPT, "scale": {"measured": scale, "machine": MACHINE}})
    assert (
        "embed the question, which takes 4.5 ms: an answer that cost nothing else would be 200 times" in page
    )


def test_the_picture_has_every_line(tmp_path: Path) -> None:
    plot(SCALE, tmp_path)
    picture = ElementTree.parse(tmp_path / "growth.svg").getroot()
    assert len(picture.findall("{http://www.w3.org/2000/svg}polyline")) == len(LINES)
