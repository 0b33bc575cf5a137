"""What many pages have at the same place is found, and nothing else."""

import pytest

from ingest.furniture import Box, furniture

TOP, BODY, LOW = (0.1, 0.03, 0.9, 0.045), (0.1, 0.4, 0.9, 0.42), (0.1, 0.95, 0.9, 0.965)


def gone(*pages: list[tuple[str, Box]]) -> list[list[str]]:
    """The texts that belong to every page."""
    found = furniture(pages)
    return [[page[index][0] for index in sorted(indexes)] for page, indexes in zip(pages, found, strict=True)]


def test_a_head_that_differs_only_in_its_number_is_found() -> None:
    pages = [[(f"Report on Ham, page {n}", TOP), ("Body", BODY)] for n in range(1, 5)]
    assert gone(*pages) == [[f"Report on Ham, page {n}"] for n in range(1, 5)]


@pytest.mark.parametrize("text", ["2", "- 2 -", "Page 2", "Page 2 of 2", "2/2"])
def test_a_page_number_is_known_by_its_page(text: str) -> None:
    assert gone([("Body one", BODY)], [("Body two", BODY), (text, LOW)]) == [[], [text]]


def test_what_repeats_in_the_middle_of_the_page_stays() -> None:
    pages = [[("Next steps", BODY), (f"text {n}", (0.1, 0.5, 0.9, 0.52))] for n in "abcd"]
    assert gone(*pages) == [[], [], [], []]


def test_a_line_behind_one_that_does_not_repeat_stays() -> None:
    body = (0.1, 0.02, 0.9, 0.028)
    assert gone(
        [("unlike", body), ("Head of it", TOP), ("x", BODY)], [("other", body), ("Head of it", TOP)]
    ) == [[], []]


def test_two_lines_of_a_footer_go_together() -> None:
    low, lower = (0.1, 0.94, 0.9, 0.95), (0.1, 0.96, 0.9, 0.97)
    pages = [[(f"body {n}", BODY), ("Inspection of Ham", low), (f"3 May 2024 {n}", lower)] for n in range(3)]
    assert [len(page) for page in gone(*pages)] == [2, 2, 2]


def test_one_form_many_times_over_is_no_furniture() -> None:
    assert gone([("Form", TOP)], [("Form", TOP)]) == [[], []]


def test_a_running_head_that_repeats_the_letterhead_goes_and_the_letterhead_stays() -> None:
    letterhead, head = (0.1, 0.08, 0.9, 0.095), (0.1, 0.03, 0.9, 0.04)
    first = [
        ("Department for Ham", letterhead),
        ("Example Street", (0.1, 0.1, 0.9, 0.115)),
        ("Dear Jane", BODY),
    ]
    second = [("Department for Ham", head), ("and so on", (0.1, 0.1, 0.9, 0.115))]
    assert gone(first, second) == [[], ["Department for Ham"]]


def test_a_head_that_a_scan_misreads_now_and_then_is_found() -> None:
    heads = ["Inspection of Ham", "Inspection of Ham", "Inspechon of Ham", "Inspection of Ham"]
    pages = [[(head, TOP), (f"body {n}", BODY)] for head, n in zip(heads, "abcd", strict=True)]
    assert gone(*pages) == [[head] for head in heads]


def test_thousands_of_pages_are_soon_done() -> None:
    pages = [[("Report on Ham", TOP), (f"text {n * 7919:x}", (0.1, 0.1, 0.9, 0.11))] for n in range(2_000)]
    assert sum(map(len, furniture(pages))) == 2_000
