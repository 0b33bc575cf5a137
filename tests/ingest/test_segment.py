"""Pages to paragraphs: what belongs together is together, and no word is lost."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letter import Paragraph
from ingest.page import Line, Page
from ingest.segment import segment
from ingest.text import pages

LETTER = """Department
for Education

Jane Doe, Director of Children's Services, Northmoor County Council

9 May 2023

SIX MONTH PROGRESS REVIEW

Dear Jane,

{}

Yours sincerely,

Alex Smith
"""


def body(text: str) -> list[Paragraph]:
    """The paragraphs of a letter's body."""
    draft = segment(pages(LETTER.format(text)))
    return [each for each, zone in zip(draft.paragraphs, draft.zones, strict=True) if zone == "body"]


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in body(text)]


CUT = [
    # a page break inside a sentence, inside a bracket, after a word that cannot end a sentence
    ("- **Families:** Engagement helps, through the\n\nunderstanding of life.",
     ["Families: Engagement helps, through the understanding of life."]),
    ("I am copying this letter to Helen Johns (DfE Lead\n\nProfessional Adviser) and others.",
     ["I am copying this letter to Helen Johns (DfE Lead Professional Adviser) and others."]),
    ("The partnership has worked with the schools that are in the\n\nNorth of the county.",
     ["The partnership has worked with the schools that are in the North of the county."]),
    # wrapped lines, and a hyphen at the end of one
    ("We saw that co-production and the co-\nproduction officers\nwere valued.",
     ["We saw that co-production and the co-production officers were valued."]),
    ("All services gave infor-\nmation to us, and the information was good.",
     ["All services gave information to us, and the information was good."]),
    # two paragraphs without a blank line between them
    ("The first paragraph is a short one.\nThe second goes on for much longer than the first one did.",
     ["The first paragraph is a short one.", "The second goes on for much longer than the first one did."]),
    # what has ended stays apart
    ("It is done.\n\nthen a small letter.", ["It is done.", "then a small letter."]),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "joined"), CUT)
def test_what_was_cut_is_whole_again(printed: str, joined: list[str]) -> None:
    assert texts(printed) == joined


@pytest.mark.parametrize(
    "mark", ["-", "•", "*", "◼", "▪", "−", "–", "o", "\uf0b7", "➢", "(a)", "1.", "i)", "a)"]
)
def test_a_list_is_read_whatever_marks_it(mark: str) -> None:
    second = {"(a)": "(b)", "1.": "2.", "i)": "ii)", "a)": "b)"}.get(mark, mark)
    lead, first, other = body(
        f"We would like to see:\n\n{mark} one thing that is\nwrapped;\n{second} another."
    )
    assert lead.text == "We would like to see:"
    assert (first.lead_in, first.lead_in_number) == (lead.text, lead.number)
    assert first.text in ("one thing that is wrapped;", f"{mark} one thing that is wrapped;")
    assert other.lead_in_number == lead.number


@pytest.mark.parametrize(
    "heading",
    [
        "Next Steps:",
        "Next Steps",
        "NEXT STEPS",
        "**Next Steps**",
        "**Next Steps:**",
        "## Next Steps",
        "1. Next Steps",
    ],
)
def test_a_heading_is_context_however_it_is_written(heading: str) -> None:
    (first, *_) = body(f"Thank you for the meeting.\n\n{heading}\n\nPublish the plan by May, please.")[1:]
    assert first.text == "Publish the plan by May, please."
    assert [name.lower().removeprefix("1. ") for name in first.headings] == ["next steps"]


def test_a_heading_that_comes_again_stands_under_those_that_come_once() -> None:
    found = body(
        "Thanks.\n\nPriority Action 1:\n\nLeaders should act.\n\nNext Steps\n\n- Act now.\n\n"
        "Priority Action 2:\n\nLeaders should think.\n\nNext Steps\n\n- Think now.\n\nDeep Dive\n\nIt "
        "will be deep."
    )
    assert [paragraph.headings for paragraph in found[1:]] == [
        ("Priority Action 1",),
        ("Priority Action 1", "Next Steps"),
        ("Priority Action 2",),
        ("Priority Action 2", "Next Steps"),
        ("Deep Dive",),
    ]


def test_a_heading_with_nothing_under_it_is_a_paragraph() -> None:
    assert texts("Thanks.\n\n## Successes\n\n## Next steps\n\nAct.") == ["Thanks.", "Successes", "Act."]


def test_a_recommendation_belongs_to_the_point_above_it() -> None:
    *_, point, recommendation, other = body(
        "Thanks.\n\nNext Steps\n\nThese are the points.\n\n- **Plans:** Delays in plans.\n\n"
        "Recommendations: Leaders to act.\n\n- **Data:** None."
    )
    assert point.headings == recommendation.headings == ("Next Steps", "Plans")
    assert recommendation.text[recommendation.label_end :] == "Leaders to act."
    assert recommendation.lead_in == point.lead_in == other.lead_in == "These are the points."
    assert other.headings == ("Next Steps", "Data")


@pytest.mark.parametrize(
    ("printed", "label", "text"),
    [
        ("- **Statutory Assessments:** Delays.", "Statutory Assessments: ", "Statutory Assessments: Delays."),
        ("- **Statutory Assessments**: Delays.", "Statutory Assessments: ", "Statutory Assessments: Delays."),
        ("- Statutory Assessments: Delays.", "Statutory Assessments: ", "Statutory Assessments: Delays."),
        ("- You said that: Delays came.", "", "You said that: Delays came."),
        ("It is in **April 2023**.", "", "It is in **April 2023**."),
    ],
)
def test_emphasis_is_dropped_from_labels_and_kept_in_sentences(printed: str, label: str, text: str) -> None:
    paragraph = body(printed)[-1]
    assert (paragraph.text, paragraph.text[: paragraph.label_end]) == (text, label)
    assert paragraph.headings == ((label.strip(" :"),) if label else ())


def test_a_nested_list_stands_under_its_item() -> None:
    found = body(
        "We are concerned about:\n\n(a) waits;\n\n(b) reviews, above all for:\n"
        "    o one group\n    o another; and\n\n(c) plans."
    )
    assert [paragraph.lead_in for paragraph in found[1:]] == [
        "We are concerned about:",
        "We are concerned about:",
        "(b) reviews, above all for:",
        "(b) reviews, above all for:",
        "We are concerned about:",
    ]


def test_a_list_goes_on_after_the_list_inside_it_even_where_nothing_stands_between_them() -> None:
    printed = (
        "We ask for:\n\n1.Plans that are kept.\na)Those of schools.\nb)Those of colleges.\n2.Reviews in time."
    )
    assert texts(printed) == [
        "We ask for:",
        "1.Plans that are kept.",
        "a)Those of schools.",
        "b)Those of colleges.",
        "2.Reviews in time.",
    ]
    running = "The panel met on 1 May and on\n2. May it meet again, as was said in\n1.5 of the plan."
    assert len(texts(running)) == 1


def test_captions_of_signatures_are_no_words_of_the_letter() -> None:
    caption = "A handwritten signature in dark ink, appearing to read 'K. Moore', with a flourish."
    draft = segment(pages(f"Dear Jane,\n\nThanks.\n\nYours sincerely,\n\n{caption}{caption}\n\nKatie Moore"))
    assert [paragraph.text for paragraph in draft.paragraphs][-2:] == ["Yours sincerely,", "Katie Moore"]


@pytest.mark.parametrize(
    "closing", ["Yours ever,", "Sincerely,", "With every good wish", "Yours very truly,"]
)
def test_a_letter_may_close_in_other_words(closing: str) -> None:
    draft = segment(pages(f"Dear Jane,\n\nThanks.\n\n{closing}\n\nKatie Moore"))
    assert draft.zones[-2:] == ("close", "close")


def test_an_address_keeps_its_lines_and_the_subject_line_does_not() -> None:
    draft = segment(
        pages("Shire Hall\nNM1 1AA\n\nDear Jane,\n\n**Northmoor: REVIEW OF\nTHE PLAN**\n\nThanks.")
    )
    assert draft.paragraphs[0].text == "Shire Hall\nNM1 1AA"
    assert draft.title is not None
    assert draft.paragraphs[draft.title - 1].text == "Northmoor: REVIEW OF THE PLAN"


def test_page_boxes_and_confidence_are_those_of_the_lines() -> None:
    first = Line(text="It begins on the first page and", box=(0.1, 0.9, 0.8, 0.92), confidence=0.9)
    second = Line(text="ends on the second.", gap=True, box=(0.1, 0.1, 0.5, 0.12), confidence=0.7)
    draft = segment([Page(number=1, lines=(first,), ocr=True), Page(number=2, lines=(second,))])
    (paragraph,) = draft.paragraphs
    assert paragraph.text == "It begins on the first page and ends on the second."
    assert (paragraph.page, paragraph.ocr, paragraph.confidence) == (1, True, pytest.approx(0.8))
    assert paragraph.boxes == ((1, 0.1, 0.9, 0.8, 0.92), (2, 0.1, 0.1, 0.5, 0.12))


WORD = st.from_regex(r"[A-Za-z][a-z]{0,8}", fullmatch=True)
LINE = st.builds(
    lambda mark, words, stop: mark + " ".join(words) + stop,
    st.sampled_from(["", "", "- ", "• ", "1. ", "(a) ", "## ", "**Label:** "]),
    st.lists(WORD, min_size=1, max_size=12),
    st.sampled_from(["", ".", ":", ";", ","]),
)
ENDS = st.sampled_from(["\n", "\n\n", "\n\f"])
TEXT = st.lists(  # lines that differ: what repeats on pages is a running head
    st.tuples(LINE, ENDS), min_size=1, max_size=20, unique_by=lambda part: part[0]
).map(lambda parts: "".join(line + end for line, end in parts))


@given(TEXT)
def test_no_words_are_lost(text: str) -> None:
    draft = segment(pages(text))
    kept = " ".join(part for paragraph in draft.paragraphs for part in (paragraph.text, *paragraph.headings))
    words = re.compile(r"[A-Za-z]{2,}")  # an "o" alone is a bullet
    assert set(words.findall(text)) <= set(words.findall(kept))


@given(TEXT)
def test_numbers_count_from_one_and_lead_ins_come_before(text: str) -> None:
    draft = segment(pages(text))
    assert [paragraph.number for paragraph in draft.paragraphs] == list(range(1, len(draft.paragraphs) + 1))
    for paragraph in draft.paragraphs:
        assert paragraph.text.strip()
        assert (paragraph.lead_in == "") == (paragraph.lead_in_number is None)
        if paragraph.lead_in_number:
            above = draft.paragraphs[paragraph.lead_in_number - 1]
            assert above.number < paragraph.number
            assert above.text.endswith(paragraph.lead_in)


def test_a_stamp_at_the_end_of_a_page_parts_no_sentence() -> None:
    stamp = Line(text="RECEIVED 12 MAR 2025", style="caption", gap=True)
    first = Page(number=1, lines=(Line(text="Leaders should improve the timeliness of", gap=True), stamp))
    second = Page(number=2, lines=(Line(text="annual reviews."),))
    texts = [paragraph.text for paragraph in segment([first, second]).paragraphs]
    assert texts == ["Leaders should improve the timeliness of annual reviews.", "RECEIVED 12 MAR 2025"]


FILLED = {"box": (0.1, 0.2, 0.88, 0.21), "size": 11.0}
REST = {"box": (0.1, 0.22, 0.4, 0.23), "size": 11.0}
BELOW = Line(text="It runs to the edge, as the widest line of a page does here.", gap=True, **FILLED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("above", "line", "whole"),
    [
        # a heading in capitals, or a bullet's bold label, that fills its line goes on
        (Line(text="SIX MONTH REVIEW AGAINST YOUR ACTION PLAN", **FILLED), "(APP)", True),  # type: ignore[arg-type]
        (Line(text="Strong Offer and Support", style="bullet", bold=True, **FILLED), "While Waiting: it is robust.", True),  # type: ignore[arg-type]
        # one that had room does not, nor does a bold heading of its own
        (Line(text="SIX MONTH REVIEW OF THE PLAN", box=(0.1, 0.2, 0.5, 0.21), size=11.0), "(APP)", False),
        (Line(text="Strong Offer and Support", bold=True, **FILLED), "Waiting: it is robust.", False),  # type: ignore[arg-type]
        (Line(text="SIX MONTH REVIEW AGAINST YOUR ACTION PLAN", **FILLED), "Thank you for this.", False),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_a_heading_or_a_label_that_fills_its_line_goes_on_in_the_next(
    above: Line, line: str, whole: bool
) -> None:
    dear = Line(text="Dear Jane,", gap=True)
    below = Line(text=line, **REST)  # type: ignore[arg-type]
    draft = segment([Page(number=1, lines=(dear, replace(above, gap=True), below, BELOW))])
    joined = f"{above.text} {line}"
    assert any(paragraph.text.startswith(joined[:60]) for paragraph in draft.paragraphs) == whole
