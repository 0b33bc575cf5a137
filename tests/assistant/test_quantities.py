"""Quantities: what they are, where they stand, what they are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import at_odds, current, of_group, quantities, value_of

KINDS = ("percent", "money", "duration", "age", "number", "date")
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def found(text: str, kind: str) -> list[str]:
    return [quantity.text for quantity in quantities(text, kind)]


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("percent", "38% of plans, later 54 per cent", ["38%", "54 per cent"]),
        ("percent", "over 60% and fifty-four per cent", ["over 60%", "fifty-four per cent"]),
        ("percent", "20 weeks, 3.5%", ["3.5%"]),
        ("duration", "up to 44 weeks, then two years", ["up to 44 weeks", "two years"]),
        ("duration", "38% of plans in 2023", []),
        ("duration", "seven and a half months, or 40 minutes", ["seven and a half months", "40 minutes"]),
        ("money", "a deficit of £5 million", ["£5 million"]),
        ("money", "£2.4m over 44 weeks", ["£2.4m"]),
        ("age", "children aged 14", ["aged 14"]),
        ("age", "a class of 5-year-olds", ["5-year-olds"]),
        ("age", "12 years old", ["12 years old"]),
        ("number", "412 annual reviews were overdue", ["412"]),
        ("number", "two Designated Clinical Officers", ["two"]),
        ("number", "1,146 children", ["1,146"]),
        ("date", "on 3 May 2024 and in October", ["3 May 2024", "October"]),
    ],
)
def test_quantities_are_found_as_printed(kind: str, text: str, wanted: list[str]) -> None:
    assert found(text, kind) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "in 2023",  # a year
        "on 3 May",  # a day
        "Area for Improvement 2 and Priority Action 1",  # a name
        "one of them, and one that matters",  # a pronoun
        "as one young person said",
        "in Year 9",
        "from key stage 2 to 3 and from year 6 to 7",
        "tier 3 and band 4",
        "open the meeting with items 1 and 2",
        "what paragraph 4 says",
        "**3.1** Nobody was told.",
        "38% of them",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert found(text, "number") == []


def test_an_article_is_no_number() -> None:
    assert found("97 pupils with a plan were on a part-time timetable", "number") == ["97"]


def test_a_single_unit_is_a_time() -> None:
    assert found("some of them by more than a year", "duration") == ["more than a year"]
    assert found("within a month", "duration") == ["a month"]


def test_the_comma_after_a_sum_is_not_part_of_it() -> None:
    assert found("it cost £900,000, which is more", "money") == ["£900,000"]


def test_a_number_in_words_may_have_an_and() -> None:
    assert [q.value for q in quantities("two hundred and five pupils", "number")] == [205]


def test_a_larger_sum_is_worth_more() -> None:
    sums = "£900,000 or £1.5 million or £2bn or three million pounds"
    assert [q.value for q in quantities(sums, "money")] == [900_000, 1_500_000, 2_000_000_000, 3_000_000]


def test_a_longer_time_is_worth_more() -> None:
    text = "40 hours, 3 days, two weeks, one month, 44 weeks, one year, two years"
    values = [quantity.value for quantity in quantities(text, "duration")]
    assert len(values) == 7
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("written", "value"),
    [("38", 38), ("1,146", 1146), ("0.5", 0.5), ("two hundred", 200), ("thousand", 1000), ("dozen", 12)],
)
def test_a_number_is_worth_what_it_says(written: str, value: float) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(("written", "value"), [("a dozen", 12), ("two dozen", 24)])
def test_dozens_are_multiplied(written: str, value: float) -> None:
    assert value_of(written) == value


@given(st.sampled_from(TENS), st.sampled_from(UNITS), st.sampled_from(" -"))
def test_words_and_digits_are_worth_the_same(ten: str, unit: str, join: str) -> None:
    number = (TENS.index(ten) + 2) * 10 + UNITS.index(unit) + 1
    assert value_of(f"{ten}{join}{unit}") == value_of(str(number)) == number
    (spelt,) = quantities(f"{ten}{join}{unit} pupils", "number")
    assert spelt.value == number


@given(st.text(max_size=120), st.sampled_from(KINDS))
def test_every_quantity_stands_where_it_says_and_has_a_value(text: str, kind: str) -> None:
    for quantity in quantities(text, kind):
        assert text[quantity.start : quantity.end].strip() == quantity.text
        assert quantity.value == quantity.value  # not NaN


@given(st.integers(0, 10**12))
def test_thousands_may_be_set_apart(number: int) -> None:
    assert value_of(f"{number:,}") == number


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("number", "980 children were waiting in March, 166 fewer than before", ["980"]),
        ("duration", "The wait is 30 weeks, from 50 weeks two years ago", ["30 weeks"]),
        ("percent", "rose to 46% in August, from 38% in January", ["46%"]),
        ("percent", "up 12% points to 50%", ["50%"]),
        ("number", "166 fewer", ["166"]),  # nothing else to take
    ],
)
def test_what_a_sentence_gives_of_now_is_no_difference_and_no_former_value(
    kind: str, text: str, wanted: list[str]
) -> None:
    assert [quantity.text for quantity in current(text, quantities(text, kind))] == wanted


def test_what_qualifies_a_thing_counts_nothing() -> None:
    assert quantities("the 6-monthly stocktake", "number") == []
    assert [one.text for one in quantities("6 children", "number")] == ["6"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Less than half the eligible pupils were offered it.", [("Less than half", 50.0)]),
        ("Approximately half of referrals are declined.", [("Approximately half", 50.0)]),
        ("Two-thirds of plans and one in five reviews are late; 54% were.", [("Two-thirds", 66.7), ("one in five", 20.0), ("54%", 54.0)]),
        ("A quarter of the visits and three quarters of all calls", [("A quarter", 25.0), ("three quarters", 75.0)]),
        ("4 out of 10 families", [("4 out of 10", 40.0)]),
        ("At half-term, in the first half of the year and every quarter of it, three in 2024, half a day", []),
    ],
)  # fmt: skip
def test_a_share_may_be_a_fraction_in_words(text: str, found: list[tuple[str, float]]) -> None:
    assert [(one.text, round(one.value, 1)) for one in quantities(text, "percent")] == found


def test_ages_are_ranges_and_halves() -> None:
    assert [one.text for one in quantities("people aged between 0 to 25", "age")] == ["aged between 0 to 25"]
    (birthday,) = quantities("supported until their 19th birthday", "age")
    assert (birthday.text, birthday.value) == ("19th birthday", 19)
    (late,) = quantities("not until they are 17-and-a-half.", "number")
    assert (late.text, late.value) == ("17-and-a-half", 17.5)
    assert quantities("a 6-monthly, 20-week check", "number") == []


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How long do the over-fives wait?", ["42 months"]),
        ("How long do children under five wait?", ["up to 23 months"]),
        ("How long do children wait?", ["up to 23 months", "42 months"]),
    ],
)
def test_a_quantity_is_that_of_the_group_that_is_named(question: str, wanted: list[str]) -> None:
    text = "Children under five wait up to 23 months and those over five wait 42 months."
    assert [one.text for one in of_group(question, text, quantities(text, "duration"))] == wanted


def test_a_year_and_its_weeks_do_not_contradict_each_other() -> None:
    assert at_odds("Have all who waited more than a year been seen?", "those waiting over 52 weeks") is None
    assert at_odds("Do they wait two years?", "they wait 52 weeks") == (["two years"], ["52 weeks"])
