"""Dates, kind of review and plans, each with the words it was read from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import dates
from ingest.metadata import Found, read
from ingest.segment import segment
from ingest.text import pages


def found(
    body: str, title: str = "SIX MONTH PROGRESS REVIEW AGAINST YOUR APP", day: str = "26 November 2025"
) -> Found:
    return read(
        segment(
            pages(
                f"Jane Doe, Director\n\n{day}\n\n{title}\n\nDear Jane,\n\n{body}\n\nYours sincerely,\n\nA B"
            )
        )
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26 November 2025", date(2025, 11, 26)),
        ("4th September 2025", date(2025, 9, 4)),
        ("the 1st of May 2024", date(2024, 5, 1)),
        ("Nov 26, 2025", date(2025, 11, 26)),
        ("20/01/2025", date(2025, 1, 20)),
        ("20.1.25", date(2025, 1, 20)),
        ("2025-01-20", date(2025, 1, 20)),
        ("October 2023", date(2023, 10, 1)),
        ("31 February 2024", None),
        ("may 20 people come", None),
        ("7,139 children", None),
        ("in 2025", None),
    ],
)
def test_dates_are_read_as_british_letters_write_them(text: str, day: date | None) -> None:
    assert [each.day for each in dates(text)] == ([day] if day else [])


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_a_date_printed_is_the_date_read(day: date, form: str) -> None:
    text = f"on {day.strftime(form)}."
    (read_back,) = dates(text)
    assert read_back.day == day
    assert text[read_back.start : read_back.end] == day.strftime(form)


@pytest.mark.parametrize(
    "day", ["9 May 2023", "Date: 9 May 2023", "**Date:** 9th May 2023", "Tuesday 9 May 2023", "09/05/2023"]
)
def test_the_letters_date_stands_by_itself(day: str) -> None:
    assert found("Thank you for 1 May 2023.", day=day).sent == date(2023, 5, 9)


def test_a_letter_without_a_date_says_so() -> None:
    undated = found("Thank you.", day="By email")
    assert undated.sent is None
    assert undated.warnings == ("date: no date of the letter was found",)


@pytest.mark.parametrize(
    ("body", "met"),
    [
        ("Thank you for meeting with officials on 12 November 2025 to review your plan.", date(2025, 11, 12)),
        ("Thank you for meeting us on Wednesday 12 November.", date(2025, 11, 12)),
        ("Thank you for your time on 12 November 2025.", date(2025, 11, 12)),
        ("Your next review meeting is on 12 December 2025.", None),
        ("The inspection of 12 June 2021 was hard.", None),
    ],
)
def test_the_meeting_is_the_day_that_officials_met_the_area(body: str, met: date | None) -> None:
    assert found(body).met == met


@pytest.mark.parametrize(
    ("body", "day", "text"),
    [
        ("Your next review will take place on 4th September 2026.", date(2026, 9, 4), "4th September 2026"),
        ("Your next six-month review meeting is in **April 2026**.", date(2026, 4, 1), "April 2026"),
        ("We will arrange your next six-month review meeting.", None, "six-month"),
        ("We look forward to seeing you again w/c 1 June 2026.", date(2026, 6, 1), "1 June 2026"),
        ("We will next review progress in the autumn of 2025.", None, "autumn of 2025"),
        ("Our next meeting is on 3 March.", date(2026, 3, 3), "3 March"),
        (
            "We expect the next review to be the last. It will be held on 16 October 2026.",
            date(2026, 10, 16),
            "16 October 2026",
        ),
        ("Your second stocktake will be in May 2026.", date(2026, 5, 1), "May 2026"),
        ("We met on 12 November 2025.", None, ""),
        ("We will next meet on 8 October 2026, by video.", date(2026, 10, 8), "8 October 2026"),
        (
            "Reviews are held twice a year; the next is on 7 December 2026.",
            date(2026, 12, 7),
            "7 December 2026",
        ),
        ("We shall return on 20 May 2026 with our adviser.", date(2026, 5, 20), "20 May 2026"),
        ("We shall meet again on 26 September 2026.", date(2026, 9, 26), "26 September 2026"),
        ("### Next meeting\n\nWe will meet in Ashby on 11 June 2026.", date(2026, 6, 11), "11 June 2026"),
        (
            "Send a plan by 3 April 2026, and we will visit again in November 2026.",
            date(2026, 11, 1),
            "November 2026",
        ),
        (
            "We expect a plan by 3 April 2026 and will visit again in November 2026.",
            date(2026, 11, 1),
            "November 2026",
        ),
        ("Inspectors plan to be back in July 2026.", date(2026, 7, 1), "July 2026"),
        ("My team expects much.\n\nWe are due to return in May 2026.", date(2026, 5, 1), "May 2026"),
        (
            "On 4 May 2026 we hold your next review; papers are due by 1 April 2026.",
            date(2026, 5, 4),
            "4 May 2026",
        ),
        ("Following our visit on 20 and 21 August, we set down what we saw.", None, ""),
    ],
)
def test_the_next_review_is_a_day_a_month_or_words(body: str, day: date | None, text: str) -> None:
    letter = found(body)
    assert (letter.next_review, letter.next_review_text) == (day, text)


@pytest.mark.parametrize(
    ("title", "review", "plans"),
    [
        ("ACCELERATED PROGRESS PLAN (APP): 30 MONTH PROGRESS REVIEW", "30-month review", ("APP",)),
        ("TWELVE MONTH PROGRESS REVIEW AGAINST YOUR APP", "12-month review", ("APP",)),
        (
            "6-MONTHLY SEND STOCKTAKE: STRATEGIC PLAN AND PRIORITY ACTION PLAN",
            "6-monthly stocktake",
            ("PAP", "Strategic Plan"),
        ),
        ("FIRST STOCKTAKE OF YOUR PRIORITY ACTION PLAN", "stocktake", ("PAP",)),
        ("EIGHTEEN-MONTH REVIEW OF THE WRITTEN STATEMENT OF ACTION", "18-month review", ("WSoA",)),
        ("MEETING OF PARTNERS IN JUNE", "", ()),
    ],
)
def test_the_subject_line_says_what_was_reviewed(title: str, review: str, plans: tuple[str, ...]) -> None:
    letter = found("Thank you for coming.", title=title)
    assert (letter.review, letter.plans) == (review, plans)


def test_plans_are_read_from_the_opening_where_the_subject_line_has_none() -> None:
    assert found(
        "Thank you for discussing your Accelerated Progress Plan.", title="NORTHMOOR REVIEW OF JUNE"
    ).plans == ("APP",)


def test_every_fact_points_to_its_words() -> None:
    text = (
        "Jane Doe, Director\n\n9 May 2023\n\nTWELVE MONTH REVIEW AGAINST YOUR APP\n\nDear Jane,\n\n"
        "Thank you for meeting us on 20 April 2023.\n\nYour next review is in October 2023.\n\nYours "
        "sincerely,\n\nA B"
    )
    draft = segment(pages(text))
    words = {
        fact.name: draft.paragraphs[fact.paragraph - 1].text[fact.start : fact.end]
        for fact in read(draft).facts
    }
    assert words == {
        "sent": "9 May 2023",
        "met": "20 April 2023",
        "next_review": "October 2023",
        "review": "TWELVE MONTH REVIEW",
        "plan": "APP",
    }
