"""A question held to areas, dates and roles that were given beside it."""

import pytest

from assistant.assistant import Letterbook
from assistant.conversation import Conversation, Turn
from assistant.restrict import restricted
from tests.assistant.made_collection import H23, H24, UNKNOWN
from tests.assistant.promises import assert_kept

THERAPY = "Which areas were asked about speech and language therapy?"


def test_without_limits_a_question_is_understood_as_it_stands(made: Letterbook) -> None:
    assert restricted(made, THERAPY).areas == made.ask(THERAPY).areas


@pytest.mark.parametrize(
    ("limits", "areas"),
    [
        ({"areas": ["Holmdale"]}, ("Holmdale",)),
        ({"areas": ["holmdale"]}, ("Holmdale",)),  # any capitals
        ({"areas": ["Holmdale", UNKNOWN]}, ("Holmdale", UNKNOWN)),
        ({"areas": ["Ravensby"]}, ()),
        ({"since": "2025-01-01"}, (UNKNOWN,)),
        ({"until": "2024-12-31"}, ("Holmdale",)),
        ({"since": "2024-05-14", "until": "2024-05-14"}, ("Holmdale",)),
        ({"roles": ["ask"]}, ("Holmdale", UNKNOWN)),
        ({"roles": ["praise"]}, ()),
        ({"areas": ["Holmdale"], "roles": ["concern"]}, ("Holmdale",)),
    ],
)
def test_an_answer_keeps_within_its_limits(
    made: Letterbook, limits: dict[str, list[str] | str], areas: tuple[str, ...]
) -> None:
    answer = restricted(made, THERAPY, **limits)  # type: ignore[arg-type]
    assert_kept(answer, made)
    assert answer.areas == areas
    for citation in answer.citations:
        assert not limits.get("areas") or set(citation.letter.area_names) & set(areas)
        assert not limits.get("roles") or citation.paragraph.role in limits["roles"]


def test_limits_are_shown_as_filters(made: Letterbook) -> None:
    filters = restricted(made, THERAPY, areas=["HOLMDALE"], since="2023-01-01", roles=["ask"]).filters
    assert (filters.areas, filters.roles, str(filters.date_from)) == (("Holmdale",), ("ask",), "2023-01-01")


def test_limits_hold_for_a_follow_up_too(made: Letterbook) -> None:
    turns = (Turn(role="user", content=THERAPY), Turn(role="assistant", content="Two."))
    answer = restricted(made, "And annual reviews?", Conversation(turns=turns), areas=["Holmdale"])
    assert_kept(answer, made)
    assert {citation.letter.id for citation in answer.citations} <= {H23, H24}


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        ({"areas": ["Birmingham"]}, "Birmingham"),
        ({"since": "1 May 2024"}, "1 May 2024"),
        ({"until": "2024-02-30"}, "2024-02-30"),
        ({"roles": ["blame"]}, "blame"),
    ],
)
def test_a_limit_that_is_none_is_refused_in_one_line(
    made: Letterbook, limits: dict[str, list[str] | str], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault) as refused:
        restricted(made, THERAPY, **limits)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
