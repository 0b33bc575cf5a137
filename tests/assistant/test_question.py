"""understand(): how people put questions, and what is meant.

questions.csv has one question a line, in our own wordings, and what is meant; "*" is not looked at, and a
reason under `wrong` says that the question is understood wrongly today. A topic is compared by its words:
their order, their endings, and words that only frame an ask ("improve the …") do not matter.
"""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Filters
from assistant.collection import Collection
from assistant.glossary import GENERIC, shipped
from assistant.question import Question, changed, understand
from assistant.terms import content_stems
from assistant.topic import either_of
from ingest.letter import Role
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)
ANY = "*"
Row = dict[str, str]


def read(question: str) -> Question:
    return understand(question, COLLECTION, shipped())


def words(topic: str) -> set[str]:
    """The words of a topic that tell."""
    return set(content_stems(topic)) - GENERIC


def table() -> list[Row]:
    with (Path(__file__).parent / "questions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parameter(row: Row) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=row["wrong"])] if row["wrong"] else []
    return pytest.param(row, id=row["question"], marks=marks)


def as_printed(value: object) -> str:
    """A value as the table has it: tuples joined, days in ISO form, None as nothing."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


@pytest.mark.parametrize("row", map(parameter, table()))
def test_a_question_is_understood(row: Row) -> None:
    found = read(row["question"])
    values = {
        "intent": found.intent, "role": found.role_word, "areas": found.areas, "letters": found.letter_ids,
        "from": found.sent_from, "to": found.sent_to, "expects": found.expects,
    }  # fmt: skip
    printed = {name: as_printed(value) for name, value in values.items() if row[name] != ANY}
    assert printed == {name: row[name] for name in printed}
    assert row["topic"] == ANY or words(found.topic) == words(row["topic"])
    for pair in filter(None, row["more"].split("; ")):
        name, value = pair.split("=")
        assert as_printed(getattr(found, name)) == value


@pytest.mark.parametrize(
    ("role_word", "question", "roles"),
    [
        ("asked", "Which areas were asked about data?", {Role.ASK, Role.REQUIREMENT}),
        ("praised", "Which areas were praised for data?", {Role.PRAISE}),
        ("reported", "Which areas told officials about data?", {Role.REPORT}),
        ("criticised", "Which areas were criticised over data?", {Role.CONCERN}),
        ("", "Which letters mention data?", set()),
        ("", "Which areas were praised for, or asked to improve, data?", set()),
    ],
)
def test_the_roles_are_those_of_the_role_word(role_word: str, question: str, roles: set[Role]) -> None:
    found = read(question)
    assert found.role_word == role_word
    assert roles <= set(found.roles)
    assert bool(found.roles) == bool(roles)


@pytest.mark.parametrize(
    ("question", "intent", "excluded"),
    [
        # what is bad is not found in praise
        ("Which areas have weak transition to adult services?", "list-areas", {Role.PRAISE}),
        ("Which areas have long waits for an autism assessment?", "list-areas", {Role.PRAISE}),
        ("In how many areas are waits for therapy too long?", "count", {Role.PRAISE}),
        ("Where do plans come late?", "list-areas", {Role.PRAISE}),
        ("Which areas don't have enough therapists?", "list-areas", {Role.PRAISE}),
        ("Where is it hard to get hold of a dentist?", "list-areas", {Role.PRAISE}),
        ("Which areas mention hard to reach families?", "list-areas", set()),
        (
            "Which areas cannot hold their reviews within the statutory timescale?",
            "list-areas",
            {Role.PRAISE},
        ),
        # what is good is found in praise, or in what the area reports
        ("Which areas are good at finding needs early?", "list-areas", {Role.ASK, Role.CONCERN}),
        ("Where are plans issued on time?", "list-areas", {Role.ASK, Role.CONCERN}),
        (
            "Which areas hold most reviews inside the legal time limit?",
            "list-areas",
            {Role.ASK, Role.CONCERN},
        ),
        # a role word, a mere mention, and a question that puts it both ways, say nothing of the kind
        ("Which areas were asked about late plans?", "list-areas", {Role.PRAISE}),
        ("Which letters mention late plans?", "list-areas", set()),
        ("Where is good help given late?", "list-areas", set()),
        ("Which areas do not mention late plans?", "negation", set()),
        # the owner of a thing is an area, and "or none" denies nothing
        ("Whose plans come late?", "list-areas", {Role.PRAISE}),
        ("Which companies offer fewer meetings - or none - to families?", "list-areas", set()),
        ("Which areas were not asked to send plans on time?", "negation", {Role.PRAISE}),
        ("Which areas say nothing at all about late plans?", "negation", set()),
    ],
)
def test_how_a_thing_is_said_to_be_decides_where_it_may_be_found(
    question: str, intent: str, excluded: set[Role]
) -> None:
    found = read(question)
    assert found.intent == intent
    assert not excluded & set(found.roles or Role)
    assert bool(found.roles) == bool(excluded)


def test_what_was_understood_is_what_a_person_may_see_and_change() -> None:
    found = read("Which areas were asked about transport since January 2024?")
    assert found.filters == Filters(
        topic="transport", date_from=date(2024, 1, 1), roles=tuple(role.value for role in found.roles)
    )


def test_what_a_person_changes_takes_the_place_of_what_was_understood() -> None:
    found = read("Which areas were asked about transport since January 2024?")
    wanted = Filters(topic="attendance", areas=("Holmdale",), roles=("praise",))
    then = changed(found, wanted, shipped())
    assert (then.topic, then.areas, then.roles) == ("attendance", ("Holmdale",), (Role.PRAISE,))
    assert then.sent_from is None
    assert [concept.name for concept in then.concepts] == ["attendance"]
    assert then.filters == wanted
    assert then.intent == found.intent


def test_changing_nothing_changes_nothing() -> None:
    found = read("What was Holmdale asked about transport?")
    assert changed(found, found.filters, shipped()) == found


@pytest.mark.parametrize(
    ("question", "intent", "role_word", "roles", "topic"),
    [
        # said of an area, not asked of it
        ("Which areas were told that most of the work was new?", "list-areas", "", set(), None),
        ("Which areas were told that they must train staff?", "list-areas", "asked", {Role.ASK, Role.REQUIREMENT}, None),
        # which list it must stand in
        ("Which areas must, as a priority action, hear children?", "list-areas", "asked", {Role.REQUIREMENT}, "hear children"),
        ("Which areas have transport among their next steps?", "list-areas", "asked", {Role.ASK, Role.REQUIREMENT}, "transport"),
        # an area's own account may be praised, or worry the reviewers
        ("Which areas reported that they are hiring?", "list-areas", "reported", {Role.REPORT, Role.PRAISE, Role.CONCERN}, None),
        # of areas that are named, the one
        ("Holmdale or Ravensby: which one was praised for data?", "list-areas", "praised", {Role.PRAISE}, "data"),
        ("Which has the longer waits, Holmdale or Ravensby?", "comparison", "", set(), None),
        # the scene is no part of it
        ("Some were praised for data. Which areas were asked about training?", "list-areas", "asked", {Role.ASK}, "training"),
        ("Which areas were asked about their local offer?", "list-areas", "asked", {Role.ASK}, "local offer"),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_from_what_stands_beside_it(
    question: str, intent: str, role_word: str, roles: set[Role], topic: str | None
) -> None:
    found = read(question)
    assert (found.intent, found.role_word) == (intent, role_word)
    assert roles <= set(found.roles)
    assert topic is None or words(found.topic) == words(topic)
    assert found.roles != (Role.REQUIREMENT,) or found.of_list == "priority"


@pytest.mark.parametrize("question", ["", " ", "?", "the", "\n\n", "…", "\x00", "\ud800", "🙂", "؟"])
def test_a_question_without_words_has_no_topic(question: str) -> None:
    assert words(read(question).topic) == set()


@given(st.text(max_size=200))
def test_any_text_can_be_understood(question: str) -> None:
    found = read(question)
    assert found.text == question
    assert found.standalone == " ".join(question.split())
    assert set(found.areas) <= set(COLLECTION.areas)


PIECES = (
    "Which areas", "were", "asked", "praised", "about", "not", "Holmdale", "Birmingham", "and", "or", "in 2023",
    "letter of 5 June 2023", "when", "who", "how many", "APP", "waits", "transport", "since May 2024", "compare",
    "?", ",", "still", "next review", "%", "Ines Calder", "other than", "the", "latest",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_mixture_of_a_question_s_parts_is_understood_the_same_each_time(question: str) -> None:
    found = read(question)
    assert found == read(question)
    assert all(one not in found.areas for one in found.excluded)
    assert not set(found.areas) & set(found.absent)
    if found.sent_from and found.sent_to:
        assert found.sent_from <= found.sent_to
    if found.topic:
        assert found.topic == found.topic.strip()


@pytest.mark.parametrize(
    ("question", "leading"),
    [
        ("Which areas were asked to widen transport?", True),
        ("Which areas were told to do more to widen transport?", True),
        ("Which areas were asked about transport?", False),
        ("Which areas must widen transport?", False),  # "must transport widen" may be asked too
    ],
)
def test_the_verb_of_what_somebody_was_asked_to_do_is_known(question: str, leading: bool) -> None:
    assert read(question).concepts[0].leading is leading


def test_up_to_date_is_no_period() -> None:
    assert read("Which areas were asked to bring their maps up to date?").topic.endswith("maps up to date")
    assert "to date" not in read("Which areas were praised for transport to date?").topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Where must leaders mend the lifts?", "lifts"),
        ("Where should transport be cheaper?", "transport"),
        ("Where was transport criticised?", "transport"),
        ("Which areas were criticised for transport?", "transport"),
    ],
)
def test_a_question_of_where_is_about_its_thing_and_asks_for_a_set(question: str, topic: str) -> None:
    found = read(question)
    assert found.intent == "list-areas"
    assert topic in found.topic
    assert "critici" not in found.topic


def test_either_half_of_a_topic_is_put_without_moving_a_word() -> None:
    topic = "buses and trains, parks"
    assert either_of(topic) == "buses or  trains, parks"
    assert len(either_of(topic)) == len(topic)


def test_half_of_a_word_with_a_hyphen_stays_in_the_topic() -> None:
    assert read("What is the longest that over-fives in Holmdale wait?").topic.startswith("over-fives")
