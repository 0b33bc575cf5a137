"""The kinds of answer, over the made letters of made_collection.py."""

import re
from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.assistant import Letterbook
from assistant.conversation import Conversation, Turn
from assistant.prose import area
from tests.assistant.made_collection import H23, H24, J24, LOCKED, O25, R23, U25, UNKNOWN, X25
from tests.assistant.promises import assert_kept

Ask = Callable[[str], Answer]
H, R, S = "Holmdale", "Ravensby", "Stonemere"
READ = {H, R, S, UNKNOWN}  # the areas of the letters that could be read


@pytest.fixture(scope="module")
def ask(made: Letterbook) -> Ask:
    """Ask the made collection; every answer keeps the promises."""

    def asked(question: str) -> Answer:
        answer = made.ask(question)
        assert_kept(answer, made)
        return answer

    return asked


def quoted(answer: Answer) -> set[tuple[str, int]]:
    """Which paragraphs an answer quotes."""
    return {(citation.letter.id, citation.paragraph.number) for citation in answer.citations}


# Sets: every letter is decided.


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas were asked about speech and language therapy?", {H, UNKNOWN}),
        ("Which areas were asked about annual reviews?", {H}),
        ("Which areas were praised for annual reviews?", {H}),
        ("Which areas were praised for travel training?", {R}),
        ("Which areas were asked about joint commissioning?", {R, S}),  # one letter to two areas
        ("Which areas were asked about the transition to adult services?", {S}),  # a report's requirement
        ("Which areas were asked about SALT waits?", {H, UNKNOWN}),  # in other words
        ("Which areas other than Holmdale were asked about speech and language therapy?", {UNKNOWN}),
        ("Which areas were asked about submarines?", set()),
        ("Which areas were praised for speech and language therapy?", set()),  # asked is not praised
    ],
)
def test_a_set_is_exactly_the_areas_whose_letters_match(ask: Ask, question: str, areas: set[str]) -> None:
    answer = ask(question)
    assert set(answer.areas or ()) == areas
    assert answer.coverage is not None
    assert answer.verdicts is not None
    cited = {name for citation in answer.citations for name in citation.letter.area_names}
    assert cited == areas
    assert all(area(name) in answer.text for name in areas)


@pytest.mark.parametrize(
    ("question", "area_"),
    [
        # a concern is an ask only under next steps, never in a report's findings
        ("Which areas were asked about attendance?", R),
        ("Which areas were asked about autism assessments?", S),
        # what is asked is not praised, and what is praised is not asked
        ("Which areas were praised for home-to-school transport?", H),
        ("Which areas were asked about travel training?", R),
    ],
)
def test_what_a_letter_says_in_another_role_is_no_match(ask: Ask, question: str, area_: str) -> None:
    assert area_ not in (ask(question).areas or ())


def test_every_letter_of_the_collection_is_decided_and_the_unreadable_one_is_said(ask: Ask) -> None:
    answer = ask("Which areas were asked about speech and language therapy?")
    decisions = {verdict.letter.id: verdict.decision for verdict in answer.verdicts or ()}
    matched = dict.fromkeys([H24, U25], "matched")
    assert decisions == dict.fromkeys([H23, R23, J24, O25], "not_matched") | matched | {X25: "unreadable"}
    assert set(answer.letters or ()) == {H24, U25}
    assert answer.status == "partial"
    assert "6 of 7" in answer.text
    assert "could not be read" in answer.text
    reasons = {verdict.letter.id: verdict.reason for verdict in answer.verdicts or ()}
    assert "encrypted" in reasons[X25]


def test_what_decides_is_quoted_and_stands_in_the_groups(ask: Ask) -> None:
    answer = ask("Which areas were asked about speech and language therapy?")
    assert quoted(answer) == {(H24, 5), (U25, 4)}
    assert {group.areas for group in answer.groups or ()} == {(H,), (UNKNOWN,)}
    assert sorted(n for group in answer.groups or () for n in group.citations) == [1, 2]


def test_a_period_limits_the_letters_that_are_checked(ask: Ask) -> None:
    answer = ask("Which areas were asked about speech and language therapy since January 2025?")
    assert answer.areas == (UNKNOWN,)
    assert answer.coverage is not None
    assert (answer.coverage.checked, answer.coverage.matched) == (2, 1)


@pytest.mark.parametrize("topic", ["transport", "annual reviews", "alternative provision", "submarines"])
def test_asked_and_not_asked_share_no_area_and_leave_none_out(ask: Ask, topic: str) -> None:
    asked = set(ask(f"Which areas were asked about {topic}?").areas or ())
    absent = set(ask(f"Which areas were not asked about {topic}?").areas or ())
    assert not asked & absent
    assert asked | absent == READ
    assert LOCKED not in absent  # nobody knows what it asks


def test_absence_shows_the_contrast_and_never_claims_more_than_was_read(ask: Ask) -> None:
    answer = ask("Which areas were not asked about transport?")
    assert quoted(answer) == {(H23, 9)}
    assert answer.status == "partial"
    assert answer.letters is not None
    assert X25 not in answer.letters


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("How many areas were asked about speech and language therapy?", "2"),
        ("How many letters mention alternative provision?", "1"),
        ("How many areas were asked about joint commissioning?", "2"),
        ("How many areas were asked about submarines?", "0"),
        ("How many letters are there?", "7"),
        ("How many letters are to Holmdale?", "2"),
    ],
)
def test_counts_are_given_as_the_short_answer(ask: Ask, question: str, key: str) -> None:
    answer = ask(question)
    assert answer.key == key
    assert answer.intent == "count"


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("Which letters review a Priority Action Plan?", {R23}),
        ("Which areas have an Accelerated Progress Plan?", {H23, H24, U25}),
    ],
)
def test_letters_are_listed_by_their_plan(ask: Ask, question: str, letters: set[str]) -> None:
    assert set(ask(question).letters or ()) == letters


def test_a_list_by_plan_is_decided_for_every_letter_too(ask: Ask) -> None:
    answer = ask("Which letters review a Priority Action Plan?")
    assert answer.coverage is not None
    assert (answer.coverage.total, answer.coverage.unreadable, answer.status) == (7, 1, "partial")


@pytest.mark.parametrize(
    "question", ["List all areas", "Which areas are there?", "Which areas do the letters cover?"]
)
def test_the_whole_collection_can_be_listed(ask: Ask, question: str) -> None:
    assert set(ask(question).areas or ()) >= READ


# One area: points and facts.


def test_what_an_area_was_asked_is_every_ask_of_its_letters_and_nothing_else(ask: Ask) -> None:
    answer = ask("What was Holmdale asked to do?")
    assert quoted(answer) == {(H23, 8), (H23, 9), (H24, 5), (H24, 6)}  # the lead-in is told by its bullets
    assert [group.date for group in answer.groups or ()] == sorted(
        group.date for group in answer.groups or ()
    )


@pytest.mark.parametrize(
    ("question", "paragraphs"),
    [
        ("What was Ravensby asked to improve?", {(R23, 3), (R23, 5), (J24, 2)}),
        ("What was Holmdale praised for?", {(H23, 4), (H24, 3)}),
        ("What was Holmdale asked about in the letter of 20 April 2023?", {(H23, 8), (H23, 9)}),
        ("What was the area of the letter of 30 January 2025 asked about?", {(U25, 4)}),
    ],
)
def test_points_are_those_of_the_topic_the_role_and_the_letter(
    ask: Ask, question: str, paragraphs: set[tuple[str, int]]
) -> None:
    assert quoted(ask(question)) == paragraphs


def test_brackets_of_a_letter_are_shown_as_words(ask: Ask) -> None:
    answer = ask("Which areas were asked about the Local Offer?")
    assert [citation.quote for citation in answer.citations] == [
        "Consult the forum [the parent carer forum] on the Local Offer [see page 2]."
    ]


@pytest.mark.parametrize(
    ("question", "key", "paragraph"),
    [
        ("What percentage of EHC plans came within 20 weeks in Ravensby?", None, None),
        (
            "What percentage of plans were on time in the letter to Holmdale of 20 April 2023?",
            "41%",
            (H23, 5),
        ),
        ("How many pupils are in alternative provision in Ravensby?", "214", (R23, 4)),
        (
            "How long do families wait for therapy in the letter to Holmdale of 14 May 2024?",
            "39 weeks",
            (H24, 5),
        ),
        ("How much does Holmdale spend on transport?", None, None),
        ("How many dentists work in Ravensby?", None, None),
    ],
)
def test_a_fact_is_given_with_its_sentence_or_said_not_to_be_there(
    ask: Ask, question: str, key: str | None, paragraph: tuple[str, int] | None
) -> None:
    answer = ask(question)
    assert answer.key == key
    assert quoted(answer) == ({paragraph} if paragraph else set())
    assert (answer.status == "not_found") is (key is None)


@pytest.mark.parametrize(("month", "key"), [("February 2023", "41%"), ("March 2024", "63%")])
def test_a_fact_of_a_date_is_the_fact_of_that_date(ask: Ask, month: str, key: str) -> None:
    assert ask(f"What percentage of EHC plans came within 20 weeks in Holmdale in {month}?").key == key


def test_a_false_figure_is_corrected(ask: Ask) -> None:
    answer = ask("Is it true that 74% of EHC plans came within 20 weeks in Holmdale in March 2024?")
    assert (answer.key or "").startswith("No")
    assert "63%" in answer.text


def test_a_thing_that_another_letter_mentions_is_said_to_be_there(ask: Ask) -> None:
    answer = ask("What was Ravensby asked about the Thornwick Risk Matrix?")
    assert quoted(answer) == {(U25, 3)}
    assert re.search(r"\b(?:no|not|nothing)\b", answer.text, re.IGNORECASE)


def test_an_answer_to_yes_or_no_quotes_what_was_asked_about(ask: Ask) -> None:
    assert (H24, 6) in quoted(ask("Was Holmdale asked to consult the forum on the Local Offer?"))


# What letters say of themselves.


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("When was the letter to Ravensby and Stonemere sent?", ["2 February 2024"]),
        ("When did officials meet Holmdale?", ["30 March 2023", "25 April 2024"]),
        ("When is Holmdale's next review?", ["7 November 2024"]),
        ("When is Ravensby's next stocktake?", ["4 December 2023"]),
    ],
)
def test_dates_are_those_that_letters_print(ask: Ask, question: str, keys: list[str]) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert all(key in (answer.key or "") for key in keys)
    assert all(any(key in citation.quote for citation in answer.citations) for key in keys)


def test_a_date_that_is_not_stated_is_not_made_up(ask: Ask) -> None:
    assert ask("When is Stonemere's next review?").status == "not_found"


def test_areas_with_a_date_in_a_period_are_a_set(ask: Ask) -> None:
    answer = ask("Which areas have their next review in 2024?")
    assert set(answer.areas or ()) == {H}
    assert answer.coverage is not None
    assert answer.coverage.unreadable == 1


@pytest.mark.parametrize(
    "question", ["Which areas have their next review in 2024?", "Which areas does Ines Calder advise?"]
)
def test_a_set_is_only_partly_answered_where_a_letter_could_not_be_read(ask: Ask, question: str) -> None:
    assert ask(question).status == "partial"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Who signed the letter to Holmdale of 20 April 2023?", "Petra Lund"),
        ("Who is Ravensby's SEND adviser?", "Omar Pike"),
        ("Who was copied in on the letter to Holmdale of 14 May 2024?", "Bram Okoro"),
        ("To whom was the letter to Holmdale of 20 April 2023 addressed?", "Ada Marsh"),
        ("Who is Bram Okoro?", "Bram Okoro, Head of SEND"),
    ],
)
def test_people_are_those_that_letters_name(ask: Ask, question: str, key: str) -> None:
    answer = ask(question)
    assert (answer.status, answer.key) == ("answered", key)
    assert key in answer.text.replace("*", "")
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas does Ines Calder advise?", {H}),
        ("Which areas does Ines Calder not advise?", {R, S, UNKNOWN}),
    ],
)
def test_the_areas_of_a_person_are_a_set(ask: Ask, question: str, areas: set[str]) -> None:
    answer = ask(question)
    assert set(answer.areas or ()) == areas
    assert answer.coverage is not None


def test_somebody_whom_no_letter_names_is_not_found(ask: Ask) -> None:
    assert ask("Who is the minister for fisheries?").status == "not_found"


# Over time, side by side, praised or asked.


def test_a_history_goes_from_the_first_letter_to_the_last(ask: Ask) -> None:
    answer = ask("How have annual reviews changed in Holmdale over time?")
    assert quoted(answer) == {(H23, 8), (H24, 3)}
    dates = [group.date for group in answer.groups or ()]
    assert dates == sorted(dates)
    assert len(dates) == 2
    assert answer.text.index("20 April 2023") < answer.text.rindex("14 May 2024")


def test_what_is_asked_for_the_first_time_is_said_so(ask: Ask) -> None:
    answer = ask("Trace the Local Offer in Holmdale over time")
    assert quoted(answer) == {(H24, 6)}
    assert "first asked" in answer.text
    assert "again" not in answer.text


def test_two_areas_stand_side_by_side_and_the_silent_one_is_named(ask: Ask) -> None:
    answer = ask("Compare Holmdale and Ravensby on alternative provision")
    assert {letter for letter, _ in quoted(answer)} == {R23}
    assert answer.status == "partial"
    assert H in answer.text


def test_the_longer_of_two_times_is_told(ask: Ask) -> None:
    answer = ask("Which has the longer wait for speech and language therapy, Holmdale or Ravensby?")
    assert (answer.key or "").startswith(H)
    assert "30 weeks" in answer.text


@pytest.mark.parametrize(
    ("question", "paragraphs", "words"),
    [
        ("Is travel training in Ravensby a success or a recommendation?", {(R23, 6)}, ["success"]),
        ("Is home-to-school transport in Holmdale a success or a concern?", {(H23, 9)}, ["concern"]),
        (
            "Were annual reviews in Holmdale praised or asked about?",
            {(H24, 3), (H23, 8)},
            ["praised", "asked"],
        ),
    ],
)
def test_praised_asked_or_both_is_told_with_the_words_of_each(
    ask: Ask, question: str, paragraphs: set[tuple[str, int]], words: list[str]
) -> None:
    answer = ask(question)
    assert quoted(answer) == paragraphs
    assert all(word in (answer.key or "").lower() for word in words)


def test_where_both_sides_stand_is_told_of_each(ask: Ask) -> None:
    opening = ask("Were annual reviews in Holmdale praised or asked about?").text.split("\n")[0]
    assert "20 April 2023" in opening or "14 May 2024" not in opening


def test_a_summary_has_what_is_praised_and_asked_and_when_the_next_review_is(ask: Ask) -> None:
    answer = ask("Summarise the letter to Ravensby of 5 June 2023")
    assert quoted(answer) >= {(R23, 3), (R23, 5), (R23, 6)}
    assert "4 December 2023" in answer.text
    assert {citation.letter.id for citation in answer.citations} == {R23}


# Refusals.


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Which director should be sacked?", "out_of_scope"),
        ("What is the weather in Holmdale?", "out_of_scope"),
        ("What was Birmingham asked about?", "not_found"),
        ("What was Holmdale asked about submarines?", "not_found"),
        ("Which areas were asked about pay since 2040?", "not_found"),
        ("What was asked?", "needs_clarification"),
        ("Summarise", "needs_clarification"),
        ("", "needs_clarification"),
    ],
)
def test_what_the_letters_do_not_answer_is_a_status(ask: Ask, question: str, status: str) -> None:
    answer = ask(question)
    assert answer.status == status
    assert answer.abstained
    assert not answer.citations


@pytest.mark.parametrize("question", ["Hello", "Thank you very much", "asdf qwer"])
def test_small_talk_is_not_answered_from_the_letters(ask: Ask, question: str) -> None:
    assert ask(question).abstained


def test_a_place_without_letters_is_named_and_so_are_those_with_letters(ask: Ask) -> None:
    text = ask("What was Birmingham asked about?").text
    assert all(name in text for name in ("Birmingham", H, R, S))


# Follow-ups.


def test_how_many_of_those_counts_the_points_that_were_told(made: Letterbook) -> None:
    turns = (
        Turn(role="user", content="What was Holmdale asked to do?"),
        Turn(role="assistant", content="Four."),
    )
    answer = made.ask("How many of those are about transport?", Conversation(turns=turns))
    assert_kept(answer, made)
    assert answer.key == "1"
    assert quoted(answer) == {(H23, 9)}


def test_a_follow_up_about_another_area_is_answered_and_shown(made: Letterbook) -> None:
    turns = (
        Turn(role="user", content="What was Holmdale praised for?"),
        Turn(role="assistant", content="Two."),
    )
    answer = made.ask("And Ravensby?", Conversation(turns=turns))
    assert_kept(answer, made)
    assert {letter for letter, _ in quoted(answer)} == {R23, J24}
    assert answer.question == "And Ravensby?"
    assert "Ravensby" in answer.standalone_question
    assert any("Ravensby" in note for note in answer.notes)
