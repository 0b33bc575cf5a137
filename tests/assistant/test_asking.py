"""What of a question asks, and in which list of a letter a thing must stand."""

import pytest

from assistant.asking import asking, list_named, listed, stands_in


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        (
            "We have a debate on buses next week. Which councils were criticised over travel costs?",
            "Which councils were criticised over travel costs?",
        ),
        ("Which areas were praised for data, rather than criticised for it?", "Which areas were praised for data ?"),
        ("Who was told to act, as opposed to praised for acting?", "Who was told to act ?"),
        ("Late plans are a worry. Who was told to fix them?", "Late plans are a worry. Who was told to fix them?"),
        ("Which areas were not asked about transport?", "Which areas were not asked about transport?"),
        ("Which areas were praised for data? It is for a note, so leave out faint praise.", "Which areas were praised for data?"),
        ("What? Tell me about transport.", "What? Tell me about transport."),
        ("Which areas were praised for data? And which for training?", "Which areas were praised for data? And which for training?"),
    ],
)  # fmt: skip
def test_scenes_and_contrasts_do_not_ask(question: str, asks: str) -> None:
    found = asking(question)
    assert len(found) == len(question)  # so that everything stays where it is
    assert " ".join(found.split()) == asks


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("Which areas must, as a priority action, hear children?", [", as a priority action,"]),
        ("Who has transport in its areas for improvement or priority actions?", ["in its areas for improvement or priority actions"]),
        ("Who was given a priority action on governance?", ["given a priority action on"]),
        ("Who has data as an area for improvement or a priority action?", ["as an area for improvement or a priority action"]),
        ("What share of plans did Holmdale say were late?", ["did Holmdale say"]),
        ("Which areas have a Priority Action Plan?", []),
        ("Which areas were asked for better data?", []),
    ],
)  # fmt: skip
def test_where_a_thing_must_stand_is_no_part_of_it(question: str, where: list[str]) -> None:
    assert [question[start:end].strip() for start, end in listed(question)] == where


def test_one_list_is_told_from_both() -> None:
    assert list_named("Who has a priority action on data?") == "priority"
    assert list_named("Who has data as an area for improvement?") == "improvement"
    assert list_named("Who has data among its priority actions or areas for improvement?") == ""
    assert list_named("Who must send a priority action plan?") == ""
    assert stands_in("priority", ["Areas for priority action", "Responsible body: Holm Council"])
    assert not stands_in("priority", ["Areas for improvement"])
