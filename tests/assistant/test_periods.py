"""The dates in a question."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.periods import bare_months, periods
from assistant.seasons import MONTHS, month_number

DAYS = st.dates(date(1950, 1, 1), date(2098, 12, 31))


def bounds(text: str) -> list[tuple[str | None, str | None]]:
    return [
        (one.first.isoformat() if one.first else None, one.last.isoformat() if one.last else None)
        for one in periods(text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # days, months, years
        ("the letter of 22 July 2022", [("2022-07-22", "2022-07-22")]),
        ("the letter of 22nd of July, 2022", [("2022-07-22", "2022-07-22")]),
        ("the letter of 2022-07-22", [("2022-07-22", "2022-07-22")]),
        ("in February 2024", [("2024-02-01", "2024-02-29")]),
        ("in Sept 2023", [("2023-09-01", "2023-09-30")]),
        ("letters in 2023", [("2023-01-01", "2023-12-31")]),
        ("in 2023 and in March 2025", [("2023-01-01", "2023-12-31"), ("2025-03-01", "2025-03-31")]),
        # open ends
        ("since March 2024", [("2024-03-01", None)]),
        ("from 5 March 2024", [("2024-03-05", None)]),
        ("after 2023", [("2024-01-01", None)]),
        ("after 31 December 2023", [("2024-01-01", None)]),
        ("before 1 May 2024", [(None, "2024-04-30")]),
        ("prior to 2024", [(None, "2023-12-31")]),
        ("until May 2024", [(None, "2024-05-31")]),
        ("by 2025", [(None, "2025-12-31")]),
        # spans
        ("between March 2023 and April 2024", [("2023-03-01", "2024-04-30")]),
        ("from 1 May 2024 to 3 June 2024", [("2024-05-01", "2024-06-03")]),
        ("from 2023 until 2024", [("2023-01-01", "2024-12-31")]),
        ("between 1 September and 31 December 2024", [("2024-09-01", "2024-12-31")]),
        ("inspected on 11 to 19 May 2023", [("2023-05-11", "2023-05-19")]),
        ("30 January to 3 February 2023", [("2023-01-30", "2023-02-03")]),
        ("from November to February 2024", [("2023-11-01", "2024-02-29")]),
        ("in September-December 2024", [("2024-09-01", "2024-12-31")]),
        # parts of a year
        ("in the autumn of 2024", [("2024-09-01", "2024-11-30")]),
        ("in the autumn of 2024 (September to December)", [("2024-09-01", "2024-12-31")]),
        ("in the autumn term 2024", [("2024-09-01", "2024-12-31")]),
        ("summer term of 2023", [("2023-04-01", "2023-07-31")]),
        ("winter 2023/24", [("2023-12-01", "2024-02-29")]),
        ("between spring 2023 and autumn 2024", [("2023-03-01", "2024-11-30")]),
        ("by spring 2025", [(None, "2025-05-31")]),
        ("in 2024 (September to December)", [("2024-09-01", "2024-12-31")]),
        ("in autumn 2024, from September to December", [("2024-09-01", "2024-12-31")]),
        ("the first half of 2024", [("2024-01-01", "2024-06-30")]),
        ("in the last quarter of 2023", [("2023-10-01", "2023-12-31")]),
        ("late in 2023", [("2023-09-01", "2023-12-31")]),
        ("in 2023/24", [("2023-09-01", "2024-08-31")]),
        ("the financial year 2023-24", [("2023-04-01", "2024-03-31")]),
        # months that share a year
        ("May and June 2023", [("2023-05-01", "2023-05-31"), ("2023-06-01", "2023-06-30")]),
        ("the May and October letters of 2023", [("2023-05-01", "2023-05-31"), ("2023-10-01", "2023-10-31")]),
        (
            "between the May 2022 and June 2023 letters",
            [("2022-05-01", "2022-05-31"), ("2023-06-01", "2023-06-30")],
        ),
        (
            "from the May to the June 2023 letters",
            [("2023-05-01", "2023-05-31"), ("2023-06-01", "2023-06-30")],
        ),
        # no dates
        ("", []),
        ("31 June 2024", []),
        ("2023-13-01", []),
        ("in the March review", []),
        ("the spring review", []),
        ("2023-25", [("2023-01-01", "2023-12-31")]),
        ("38% of 412 plans in 20 weeks", []),
    ],
)
def test_a_period_is_understood(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert bounds(text) == wanted


@pytest.mark.parametrize("text", ["from March to December 2023", "between March and December 2023"])
def test_a_year_said_once_holds_for_both_months(text: str) -> None:
    assert bounds(text) == [("2023-03-01", "2023-12-31")]


@pytest.mark.parametrize("text", ["the letter of 22/07/2022", "the letter of 22.07.2022"])
def test_a_date_in_digits_is_a_day(text: str) -> None:
    assert bounds(text) == [("2022-07-22", "2022-07-22")]


def test_a_date_with_the_month_first_is_a_day() -> None:
    assert bounds("the letter of July 22, 2022") == [("2022-07-22", "2022-07-22")]


def test_no_later_than_is_an_upper_bound() -> None:
    assert bounds("sent no later than May 2024") == [(None, "2024-05-31")]


def test_a_count_of_people_is_no_year() -> None:
    assert bounds("Which areas have more than 2000 pupils waiting?") == []


@given(DAYS, st.sampled_from(["{0.day} {0:%B} {0.year}", "{0:%d} {0:%b} {0.year}", "{0.year}-{0:%m}-{0:%d}"]))
def test_a_day_means_the_same_however_it_is_written(day: date, form: str) -> None:
    written = form.format(day)
    (found,) = periods(f"the letter of {written}, please")
    assert (found.first, found.last) == (day, day)
    assert f"the letter of {written}, please"[found.start : found.end] == written


@given(DAYS)
def test_before_and_since_a_day_leave_no_gap_and_share_nothing(day: date) -> None:
    written = f"{day.day} {day:%B} {day.year}"
    (before,), (since,), (after,) = (periods(f"{word} {written}") for word in ("before", "since", "after"))
    assert before.last is not None
    assert before.last + timedelta(days=1) == since.first == day
    assert after.first == day + timedelta(days=1)
    assert before.first is since.last is after.last is None


@given(st.text(max_size=120))
def test_any_text_has_periods_in_order_that_end_after_they_begin(text: str) -> None:
    found = periods(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(one.first <= one.last for one in found if one.first and one.last)


def test_months_without_a_year_are_noted_apart() -> None:
    assert bare_months("on time in February, and by Sept") == ("February", "September")
    assert bare_months("in February 2024; we may meet") == ()


def test_a_month_has_its_number_by_name_or_by_its_first_letters() -> None:
    assert [month_number(name) for name in MONTHS] == list(range(1, 13))
    assert [month_number(name[:3].title()) for name in MONTHS] == list(range(1, 13))


def test_a_date_far_down_a_long_text_has_the_period_that_its_own_words_make() -> None:
    text = "On 1 May 2023 we met. " * 300 + "Since March 2024 nothing came."
    found = periods(text)
    assert len(found) == 301
    assert (found[-1].first, found[-1].last) == (date(2024, 3, 1), None)
    assert text[found[-1].start : found[-1].end] == "Since March 2024"


def test_or_later_and_or_earlier_leave_a_period_open() -> None:
    [later] = periods("Who was reviewed in 2025 or later?")
    assert (later.first, later.last) == (date(2025, 1, 1), None)
    [sooner] = periods("Who was reviewed in March 2024 or before?")
    assert (sooner.first, sooner.last) == (None, date(2024, 3, 31))
    [onwards] = periods("letters from 2023 onwards")
    assert (onwards.first, onwards.last) == (date(2023, 1, 1), None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("since the revisit of November 2019", ("2019-11-01", None)),
        ("Since their last visit in March 2018", ("2018-03-01", None)),
        ("since being inspected in 2019", ("2019-01-01", None)),
        ("since the previous inspection (November 2019)", ("2019-11-01", None)),
        ("since its May 2019 revisit", ("2019-05-01", None)),
        ("since the letter of 14 March 2023", ("2023-03-14", None)),
        ("after the meeting on 3 June 2024", ("2024-06-04", None)),
        ("after the meeting in June 2024", ("2024-06-01", None)),  # whose letter may be of the same month
        ("after the June 2024 letter", ("2024-07-01", None)),
        ("before they were inspected in May 2023", (None, "2023-05-31")),
        ("until the stocktake held in October 2023", (None, "2023-10-31")),
        # nothing that a period begins or ends with
        ("looked after children in 2024", ("2024-01-01", "2024-12-31")),
        ("from the May 2024 letter", ("2024-05-01", "2024-05-31")),
        ("asked since the pandemic about plans in March 2024", ("2024-03-01", "2024-03-31")),
    ],
)
def test_what_came_since_or_before_something_of_a_date_is_a_period(
    text: str, wanted: tuple[str | None, str | None]
) -> None:
    assert bounds(text) == [wanted]
    (found,) = periods(f"What changed {text}?")
    if None in wanted:
        assert f"What changed {text}?"[found.start : found.end].lower() == text.lower()


def test_a_long_list_of_months_is_read_in_no_time() -> None:
    assert periods("May, " * 4_000) == ()
