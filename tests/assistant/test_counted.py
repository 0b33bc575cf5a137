"""How many there are of something is told by a number that counts it, and by no other of its sentence."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Letterbook
from tests.assistant.filed import filed

LETTER = """Ms Ola Finch
Director of Children's Services
Tarnside Council

4 March 2025

Dear Ms Finch,

Review of SEND services in Tarnside

We met you on 11 February 2025. Move from nursery schools to primary schools, and from key stage 2 to key stage 3, is
well prepared. Your directory of alternative provision has been checked for safety. It includes 15 providers.

You told us that officers answered 212 emails in March, and that 9 therapists left.

Yours sincerely,

Ann Orde
Deputy Director, Department for Education
"""


@pytest.fixture(scope="module")
def tarnside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    with filed(tmp_path_factory.mktemp("counted"), {"letter.txt": LETTER}) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("How many schools are in Tarnside?", None),
        ("How many primary schools does Tarnside have?", None),
        ("How many officers work in Tarnside?", None),
        ("How many therapists left in Tarnside?", "9"),
        ("How many emails did officers answer in Tarnside?", "212"),
        ("How many alternative providers are in Tarnside's directory?", "15"),
    ],
)
def test_only_a_number_that_counts_the_thing_is_told(
    tarnside: Letterbook, question: str, key: str | None
) -> None:
    answer = tarnside.ask(question)
    assert (answer.key, answer.status) == (key, "answered" if key else "not_found")
