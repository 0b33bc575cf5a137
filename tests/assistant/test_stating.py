"""Does this sentence state the fact that is asked?"""

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.assistant import Letterbook
from assistant.kinds.facts import LIKELY_BOTH, LIKELY_VALUE, _floor, weighed
from assistant.stating import Candidate, asked, coefficients, features, likelihoods, named_in, somebody_in
from assistant.values import dated, due, plain
from ingest.letter import Paragraph, Role


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("What share of new plans did Holmdale finish within 20 weeks in March 2024?", "63%"),
        ("How long do Holmdale's families queue for a speech therapist?", "44 weeks"),
        ("How many pupils in Ravensby are on a list?", "214"),
    ],
)
def test_the_sentence_that_states_a_fact_is_the_likeliest(
    made: Letterbook, question: str, nearest: str
) -> None:
    inquiry = made.inquire(question)
    found = weighed(inquiry)
    likely = likelihoods(inquiry, found)
    assert nearest in found[likely.index(max(likely))].text


@pytest.mark.parametrize(
    "question",
    [
        # nothing of the kind
        "How much did Holmdale spend on speech and language therapy?",
        # no day stands where it is spoken of
        "When did the co-production group in Holmdale finish its guides?",
        # nobody does
        "Who runs the travel training scheme in Ravensby?",
        # another matter
        "Which firm supplies the wheelchairs in Holmdale?",
        "What deadline was Ravensby given for its travel training?",
    ],
)
def test_what_no_sentence_states_is_said_not_to_be_stated(made: Letterbook, question: str) -> None:
    answer = made.ask(question)
    assert answer.status == "not_found", answer.text
    assert "not state this" in answer.text


def test_a_fact_in_other_words_is_answered(made: Letterbook) -> None:
    answer = made.ask("What percentage of Holmdale's EHC plans were completed on time in March 2024?")
    assert (answer.status, answer.key) == ("answered", "63%")


def test_every_feature_has_its_weight_and_is_about_0_to_1(made: Letterbook) -> None:
    inquiry = made.inquire("How many pupils in Ravensby are on a list?")
    rows = features(inquiry, weighed(inquiry))
    assert rows
    for row in rows:
        assert row.keys() | {"intercept"} == coefficients().keys()
        assert all(-1 <= value <= 1 for value in row.values())
    assert features(inquiry, []) == []


@pytest.mark.parametrize(
    ("feature", "sign"),
    [
        ("paragraph", 1),  # that the paragraph is about it
        ("likeness", 1),
        ("behind_likeness", -1),  # another sentence is more alike
        ("person_named", 1),
        ("thing_unnamed", -1),  # "which firm" where no name stands
        ("uncounted", -1),  # a number of something else
        ("terms_missing", -1),
    ],
)
def test_what_speaks_for_a_sentence_weighs_for_it(feature: str, sign: int) -> None:
    assert coefficients()[feature] * sign > 0


def test_the_areas_of_a_question_do_not_count_for_likeness(made: Letterbook) -> None:
    question = made.inquire("How many pupils in Ravensby are on a list?").question
    assert "Ravensby" not in asked(question)
    assert asked(question).startswith("How many pupils are on a list?")


@pytest.mark.parametrize(
    ("text", "question", "there"),
    [
        ("Work goes on between Capstone and the Hub.", "Which supplier works with the Hub?", True),
        ("Work goes on with the Hub.", "Which supplier works with the Hub?", False),
        ("The EHC plans are late in March.", "Who writes them?", False),
        ("Thornwick was chosen.", "Which firm was chosen?", False),  # a sentence's first word says nothing
        ("ELSEC supports schools.", "Which scheme supports schools?", True),
    ],
)
def test_a_name_is_one_that_the_question_does_not_say(text: str, question: str, there: bool) -> None:
    assert named_in(text, question) is there


@pytest.mark.parametrize(
    ("text", "there"),
    [("The head of service spoke.", True), ("Ms Okoro spoke.", True), ("It is late.", False)],
)
def test_somebody_is_a_name_a_post_or_a_body(text: str, there: bool) -> None:
    assert somebody_in(text, "Who spoke?") is there


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Planning starts at 16.", "age", ["16"]),
        ("It takes babies from six months.", "age", ["six months"]),
        ("Some wait for over two years.", "age", []),
        ("Five of your 14 posts, 20% of them, are empty.", "number", ["Five"]),
        ("It spent £2.3 million over three years.", "number", []),
    ],
)
def test_values_of_a_kind(text: str, kind: str, found: list[str]) -> None:
    assert [one.text for one in plain(text, kind)] == found


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("It opens in the autumn.", True),
        ("It opened on 3 May.", True),
        ("It opened three months ago.", True),
        ("It opens within the next six weeks.", True),
        ("It opened.", False),
        ("An 18 month review of last things before your next six-month review.", False),
    ],
)
def test_a_time_is_named_or_is_not(text: str, there: bool) -> None:
    assert dated(text) is there


@pytest.mark.parametrize(
    ("question", "text", "floor"),
    [
        ("How many pupils in Ravensby are on a list, and for how long?", "214 of them wait two years.", LIKELY_BOTH),
        ("How many pupils in Ravensby are on a list, and for how long?", "214 of them wait.", LIKELY_VALUE),
        ("How many pupils in Ravensby are on a list?", "214 of them wait two years.", LIKELY_VALUE),
    ],
)  # fmt: skip
def test_a_sentence_with_both_values_that_are_asked_need_be_less_likely(
    made: Letterbook, question: str, text: str, floor: float
) -> None:
    assert _floor(made.inquire(question), cast(Candidate, SimpleNamespace(text=text))) == floor


@pytest.mark.parametrize(
    ("text", "role", "sets"),
    [
        ("You must send it by 3 May.", Role.REPORT, True),
        ("Send it by 3 May.", Role.ASK, True),
        ("A plan is due in June.", Role.REPORT, True),
        ("Plans were issued within 20 weeks in June.", Role.REPORT, False),
        ("It opened in June.", Role.ASK, False),
    ],
)
def test_a_deadline_is_a_time_by_which_something_is_to_be_done(text: str, role: Role, sets: bool) -> None:
    assert due(Paragraph(letter_id="h", number=1, text=text, role=role), text) is sets
