"""What the letters of samples/ answer, and what they do not: right answers, found by reading them."""

import re

import pytest

from assistant.answer import Answer
from assistant.assistant import Letterbook

UNNAMED = "unknown (letter of 18 September 2024)"


def quotes(answer: Answer) -> str:
    """All the words that an answer quotes."""
    return " ".join(" ".join(citation.quote.split()) for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas were asked about joint commissioning?", {"Saltmarsh", UNNAMED}),
        ("Which areas were asked about home-to-school transport?", {UNNAMED}),
        ("Which areas were asked about alternative provision?", {"Easterfell"}),
        ("Which areas were asked about trust with the parent carer forum?", {"Saltmarsh"}),
        ("Which areas does Jocasta Penhallow advise?", {"Easterfell", UNNAMED}),
        ("Which letters review a Priority Action Plan?", {"Easterfell"}),
    ],
)
def test_sets_over_real_files_are_what_a_reader_finds(
    library: Letterbook, question: str, areas: set[str]
) -> None:
    assert set(library.ask(question).areas or ()) == areas


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What percentage of new EHC plans were issued within 20 weeks in Wenbury?", "81%"),
        ("How many pupils in Wenbury were on a part-time timetable?", "97"),
        ("How long is the wait for occupational therapy in Wenbury?", "36 weeks"),
        ("When is Wenbury's next review?", "July 2025"),
        ("When does Saltmarsh next face the reviewers?", "8 May 2025"),
        ("Who signed the letter to Kingsholt of 15 June 2023?", "Fenella Goodhew"),
        ("How many areas are there?", "6"),
    ],
)
def test_facts_over_real_files_are_those_printed(library: Letterbook, question: str, key: str) -> None:
    assert library.ask(question).key == key


OTHERWISE_PUT = {
    "asked about children waiting too long for speech therapy": {
        "Northmoor",
        "Easterfell",
        "Saltmarsh",
        UNNAMED,
    },
    "asked about buses and taxis to school": {UNNAMED},
    "asked about recruiting educational psychologists": {"Wenbury"},
    "asked about pupils on reduced timetables": {"Wenbury"},
    "asked about making up with the parents' forum": {"Saltmarsh"},
    "asked about getting ready for adult life": {"Saltmarsh", "Wenbury"},
    "asked about yearly reviews of plans being late": {"Northmoor", "Easterfell"},
    "praised for EHCPs being done on time": {"Wenbury"},
    "praised for help with mental health in schools": {"Saltmarsh"},
    "praised for listening to mums and dads": {"Northmoor"},
}
ABSENT = (
    "praised for space travel", "asked about potholes", "asked about dentists", "praised for swimming pools",
    "asked about council tax", "praised for bin collection", "asked about flood defences", "asked about foster carers",
    "asked about cyber security", "praised for library opening hours", "asked about free school meals",
    "praised for home-to-school transport", "praised for joint commissioning", "asked about youth justice",
    "asked about the gender pay gap", "praised for teacher pensions", "asked about school uniform",
    "asked about hearing impairment", "praised for the museum", "asked about planning permission",
)  # fmt: skip


@pytest.mark.parametrize("topic", OTHERWISE_PUT)
def test_an_area_is_found_however_its_topic_is_put(library: Letterbook, topic: str) -> None:
    assert set(library.ask(f"Which areas were {topic}?").areas or ()) >= OTHERWISE_PUT[topic]


def test_a_topic_that_no_letter_speaks_of_matches_no_letter(library: Letterbook) -> None:
    """A judge may err; not more than once in ten."""
    claimed = {topic: areas for topic in ABSENT if (areas := library.ask(f"Which areas were {topic}?").areas)}
    assert len(claimed) <= len(ABSENT) // 10, claimed


# Yes or no, how many, which most: evidence of another thing is no evidence.


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Was Northmoor asked to publish a sufficiency plan?", "sufficiency"),
        ("Was Saltmarsh praised for its dentists?", "dentist"),
    ],
)
def test_what_is_quoted_for_yes_or_no_speaks_of_it_or_nothing_is(
    library: Letterbook, question: str, word: str
) -> None:
    answer = library.ask(question)
    assert answer.abstained or word in quotes(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Was Wenbury asked about home-to-school transport?",
        "What is the population of Northmoor?",
        "How many dentists were appointed in Northmoor?",
        "How much did Easterfell spend on therapists?",
        "What percentage of plans were on time in Kingsholt in June 2023?",
    ],
)
def test_what_is_not_stated_is_not_found(library: Letterbook, question: str) -> None:
    assert library.ask(question).status == "not_found"


def test_a_count_is_of_what_is_counted(library: Letterbook) -> None:
    answer = library.ask("How many children wait for a neurodevelopmental assessment in Easterfell?")
    assert set((answer.key or "").split("; ")) <= {"732", "1,146", "980"}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Which has the longer wait for speech and language therapy, Northmoor or Saltmarsh?", "Saltmarsh"),
        ("Which area has the highest percentage of new plans issued within 20 weeks?", "Wenbury"),
        ("Which area has the longest wait for speech and language therapy?", UNNAMED),
        (
            "Which area issues the highest share of new plans within 20 weeks and which the lowest?",
            "Wenbury (81%); Easterfell (55%)",
        ),
    ],
)
def test_the_most_of_all_is_named(library: Letterbook, question: str, key: str) -> None:
    assert (library.ask(question).key or "").startswith(key)


def test_plans_are_counted_by_letter(library: Letterbook) -> None:
    answer = library.ask("How many letters review an Accelerated Progress Plan?")
    assert answer.key == "9"
    assert library.ask("How many Accelerated Progress Plans are there?").coverage is not None


# Over time.


def test_a_history_has_every_letter_that_speaks_of_it(library: Letterbook) -> None:
    answer = library.ask("Trace annual reviews in Northmoor over time")
    dates = [group.date.isoformat() for group in answer.groups or () if group.date]
    assert dates == ["2023-03-14", "2023-10-02", "2024-06-24", "2025-03-27"]
    assert "no longer mentioned" not in answer.text


def test_still_asked_is_not_told_by_leaving_out_that_it_is_done(library: Letterbook) -> None:
    answer = library.ask("Is Northmoor still being asked about annual reviews?")
    assert "no longer mentioned" not in answer.text
    assert re.search(r"backlog of overdue annual reviews has been cleared|94%", quotes(answer))


@pytest.mark.parametrize(
    ("question", "key"),
    [
        # a figure of another month is not the answer, whatever else it fits
        (
            "How many annual reviews were overdue in Northmoor in August 2023?",
            "305",
        ),  # its noun stands before it
        ("How many annual reviews were overdue in Northmoor in January 2023?", "412"),  # "at the same date"
        ("What share of new plans came within 20 weeks in Northmoor in August 2023?", "46%"),
        ("How many times has Easterfell been reviewed?", "3"),
        ("Which of the areas has the longest wait for speech and language therapy?", "52 weeks"),
    ],
)
def test_a_figure_is_of_the_time_and_the_thing_that_are_asked(
    library: Letterbook, question: str, key: str
) -> None:
    assert key in (library.ask(question).key or "")


def test_a_figure_of_a_time_that_no_letter_speaks_of_is_not_found(library: Letterbook) -> None:
    question = "What share of new plans came within 20 weeks in Northmoor in May 2021?"
    assert library.ask(question).abstained


def test_an_abbreviation_of_two_letters_is_a_topic(library: Letterbook) -> None:
    assert (
        library.ask("Which areas were asked about OT?").areas
        == library.ask("Which areas were asked about occupational therapy?").areas
    )


def test_what_happened_after_the_last_letter_is_not_told_from_it(library: Letterbook) -> None:
    answer = library.ask("What did officials conclude when they saw Wenbury again in October 2025?")
    assert answer.status == "not_found"
    assert "30 January 2025" in answer.text


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What sort of plan is Wenbury reviewed against?", "Plan"),
        ("On what day was Saltmarsh to be reviewed again?", "202"),
    ],
)
def test_what_letters_state_of_themselves_is_told(library: Letterbook, question: str, key: str) -> None:
    assert key in (library.ask(question).key or "")


# People.


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Who is Wenbury's case lead?", "Callum Dunmore"),
        ("Who is the Director of Children's Services in Northmoor?", "Gwendolyn Thackrah"),
        (
            "Who is the Chief Medical Officer in Easterfell?",
            "Anselm Brightmoor",
        ),  # printed with its organisation
        ("Who was copied in on the Saltmarsh letter of 20 February 2024?", "Mabel Storrington"),
        ("who is jocasta penhallow?", "Jocasta Penhallow"),
    ],
)
def test_people_are_found_by_post_part_and_name(library: Letterbook, question: str, key: str) -> None:
    assert key in (library.ask(question).key or "")


def test_one_person_in_two_spellings_is_one_person(library: Letterbook) -> None:
    """Hilary and Hillary Ashcombe: two letters each, to Northmoor and to Saltmarsh."""
    assert set(library.ask("Which areas did Hilary Ashcombe advise?").areas or ()) == {
        "Northmoor",
        "Saltmarsh",
    }


def test_a_post_that_nobody_has_is_not_found(library: Letterbook) -> None:
    assert library.ask("Who is the minister responsible?").abstained


def test_the_areas_whose_next_meeting_lies_in_a_period(library: Letterbook) -> None:
    asked = ("Which areas have their next review in 2025?", "Which areas have a next meeting fixed for 2025?")
    found = [library.ask(question).areas for question in asked]
    assert found[0] == found[1]
    assert set(found[1] or ()) == {UNNAMED, "Saltmarsh", "Easterfell", "Wenbury", "Northmoor"}


def test_a_wrong_date_of_the_next_review_is_not_taken_for_a_time_without_letters(library: Letterbook) -> None:
    answer = library.ask("Wenbury's next review was set for July 2027, right?")
    assert "July 2025" in quotes(answer)
