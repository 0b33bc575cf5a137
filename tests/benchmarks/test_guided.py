"""The dice that coverage guides: given bytes make the inputs that `benchmarks.fuzz` makes by chance."""

import random
from collections.abc import Iterator

import pytest

from benchmarks import guided
from benchmarks.guided import Bytes, main
from benchmarks.odd_texts import odd_text


def test_bytes_fall_as_they_are_and_at_their_end_on_nought() -> None:
    dice = Bytes(bytes([0b101, 0xFF]))
    assert [dice.getrandbits(3), dice.getrandbits(5), dice.getrandbits(8)] == [5, 0, 255]
    assert [dice.getrandbits(40), dice.random(), dice.choice("abc"), dice.randrange(9)] == [0, 0.0, "a", 0]
    assert Bytes(b"\x00\x80").random() == 0.5


def test_every_input_can_be_made_and_the_same_bytes_make_the_same() -> None:
    made = {data: odd_text(Bytes(data)) for data in _some(300)}
    assert all(odd_text(Bytes(data)) == text for data, text in made.items())
    assert len(set(made.values())) > 200


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["-max_total_time=1"]])
def test_what_is_no_target_is_refused_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("guided: name what is fed: one of understand, ")


def test_where_atheris_is_not_the_cure_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guided, "atheris", None)
    assert main(["understand"]) == 2
    assert capsys.readouterr().err == "guided: atheris is not installed: pip install atheris (Linux)\n"


def _some(count: int) -> Iterator[bytes]:
    dice = random.Random(7)
    return (dice.randbytes(dice.randrange(200)) for _ in range(count))
