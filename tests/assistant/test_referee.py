"""A model decides what the judge doubts, and nothing else: over the made collection and a played model."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Letterbook
from assistant.build import build
from assistant.opinions import FILE, Opinions, digest
from assistant.referee import BATCH, DOUBT, Doubt, batches, in_doubt
from assistant.settings import Settings
from assistant.shown import suspect
from assistant.talk import Model, Talk
from ingest.letter import Paragraph, Role
from tests.assistant.injections import INJECTIONS
from tests.assistant.made_collection import LETTERS
from tests.assistant.model_server import KEY, Fails, Given, ModelServer, ends, given, good, serving
from tests.assistant.promises import assert_kept
from tests.assistant.test_judge import decided, hit

SET = "Which areas were asked about speech and language therapy waits?"
Says = Callable[[Given], dict[str, object]]


def deciding(says: Says) -> Callable[[str], str]:
    """A model that says something of every paragraph it is asked about, and writes well."""

    def play(prompt: str) -> str:
        if "in doubt about these" not in " ".join(prompt.split()):
            return good(prompt)
        return json.dumps({"decisions": [{"paragraph": one.number, **says(one)} for one in given(prompt)]})

    return play


def yes(one: Given) -> dict[str, object]:
    return {"deals": True, "first": ends(one.text)[0], "last": ends(one.text)[1]}


def no(one: Given) -> dict[str, object]:
    return {"deals": False}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(deciding(no)) as played:
        yield played


@pytest.fixture
def everything_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the judge were sure of nothing that it thinks possible."""
    monkeypatch.setattr("assistant.referee.DOUBT", (0.02, 1.0))


def asked(store: Path, server: ModelServer, question: str = SET, **more: object) -> Answer:
    given_ = {"model": "openai:made", "model_url": server.url, "model_key": KEY, "model_timeout": 30}
    with build(Settings(store=store, **{**given_, **more})) as letterbook:
        answer = letterbook.ask(question)
        assert_kept(answer, letterbook)
    return answer


@pytest.fixture
def fresh(made_store: Path) -> Iterator[Path]:
    """The made collection, of which the model has said nothing yet."""
    (made_store / FILE).unlink(missing_ok=True)
    yield made_store
    (made_store / FILE).unlink(missing_ok=True)


@pytest.mark.usefixtures("everything_in_doubt")
@pytest.mark.parametrize(("says", "few"), [(yes, False), (no, True)])
def test_the_model_decides_and_every_letter_is_still_checked(
    fresh: Path, made: Letterbook, server: ModelServer, says: Says, few: bool
) -> None:
    server.play = deciding(says)
    answer, embedded = asked(fresh, server), made.ask(SET)
    assert answer.coverage is not None
    assert embedded.coverage is not None
    assert answer.coverage.total == embedded.coverage.total == len(LETTERS)
    assert answer.coverage.checked == embedded.coverage.checked
    decided = [one.reason for one in answer.verdicts or () if "decided by openai:made" in one.reason]
    assert decided
    assert (answer.coverage.matched == 0) if few else (answer.coverage.matched >= embedded.coverage.matched)
    assert any("decided by openai:made" in note for note in answer.notes)


@pytest.mark.usefixtures("everything_in_doubt")
@pytest.mark.parametrize(
    "says",
    [
        lambda one: {"deals": True},  # a yes that rests on nothing
        lambda one: {"deals": True, "first": "words that", "last": "no letter has"},
        lambda one: {"deals": "perhaps"},
        lambda one: {"paragraph": one.number + 900, "deals": False},  # of paragraphs that it was not shown
        lambda one: {"paragraph": 1, "deals": False},  # all of one paragraph
    ],
)
def test_what_is_said_without_ground_changes_nothing(
    fresh: Path, made: Letterbook, server: ModelServer, says: Says
) -> None:
    server.play = deciding(says)
    answer, embedded = asked(fresh, server), made.ask(SET)
    assert (answer.areas, answer.coverage, answer.verdicts) == (
        embedded.areas,
        embedded.coverage,
        embedded.verdicts,
    )
    assert any("not decided by openai:made" in note for note in answer.notes)


@pytest.mark.usefixtures("everything_in_doubt")
@pytest.mark.parametrize(
    "fails", [Fails(status=500), Fails(status=401), Fails(hang_up=True), Fails(says='{"dec')]
)
def test_where_the_model_fails_the_judge_decides_and_a_note_says_why(
    fresh: Path, made: Letterbook, server: ModelServer, fails: Fails
) -> None:
    server.play = lambda prompt: fails
    answer, embedded = asked(fresh, server), made.ask(SET)
    assert (answer.text, answer.areas, answer.verdicts) == (embedded.text, embedded.areas, embedded.verdicts)
    assert any("not decided by openai:made: it" in note for note in answer.notes)


@pytest.mark.usefixtures("everything_in_doubt")
def test_what_was_decided_once_is_not_asked_again_and_the_file_holds_no_words(
    fresh: Path, server: ModelServer
) -> None:
    first = asked(fresh, server)
    calls = first.sent.calls if first.sent else 0
    again = asked(fresh, server)
    assert again.areas == first.areas
    assert (again.sent.calls if again.sent else 0) < calls
    data = (fresh / FILE).read_bytes().lower()
    assert b"therapy" not in data
    assert b"holmdale" not in data


@pytest.mark.usefixtures("everything_in_doubt")
def test_nothing_is_asked_without_calls_or_of_other_kinds_of_question(
    fresh: Path, server: ModelServer
) -> None:
    for question, more in ((SET, {"model_judging": 0}), ("What was Holmdale asked to do in May 2024?", {})):
        answer = asked(fresh, server, question, **more)
        assert not any("decided by" in note for note in answer.notes)
    assert not [one for one in server.prompts if "in doubt about" in " ".join(one.split())]


@pytest.mark.usefixtures("everything_in_doubt")
def test_what_was_sent_is_in_the_record(fresh: Path, server: ModelServer) -> None:
    answer = asked(fresh, server)
    assert answer.sent is not None
    shown = {one.text for prompt in server.prompts for one in given(prompt)}
    texts = {p.id: " ".join(p.text.split()) for letter in LETTERS for p in letter.paragraphs}
    assert {texts[name] for name in answer.sent.paragraphs} == shown
    assert answer.sent.calls == len(server.bodies)
    assert (answer.sent.model, answer.sent.remote) == ("openai:made", False)
    assert server.url.split("/")[2] == answer.sent.host


def test_only_the_doubtful_of_the_right_role_are_asked_about_first_those_that_decide_a_letter() -> None:
    low, high = DOUBT
    judged = decided([
        ("a", high + 0.1, True, 1), ("a", 0.6, True, 2), ("b", 0.4, True, 1), ("b", 0.55, True, 2),
        ("c", low - 0.1, True, 1), ("d", 0.5, False, 1),
    ])  # fmt: skip
    letters = {serial: one.id for serial, one in judged.drawn.letters.items()}
    found = [
        (letters[int(judged.drawn.serials[at])], int(judged.drawn.numbers[at])) for at in in_doubt(judged)
    ]
    assert found == [("b", 2), ("b", 1), ("a", 2)]


def test_batches_keep_to_calls_and_tokens() -> None:
    doubtful = [Doubt(key=n, hit=hit("a", "x" * 70, number=n)) for n in range(100)]

    def sizes(**more: int) -> Sequence[int]:
        model = Model(
            name="m", host="h", remote=False, seconds=1, make=lambda: None,  # type: ignore[arg-type,return-value]
            **{"tokens": 100_000, "judging": 2, **more},
        )  # fmt: skip
        return [len(one) for one in batches(doubtful, Talk(model))]

    assert sizes() == [BATCH, BATCH]
    assert sizes(judging=0) == []
    assert sum(sizes(tokens=100)) == 2  # half of 100 tokens are 175 characters


def test_opinions_are_kept_by_all_that_they_depend_on(tmp_path: Path) -> None:
    kept = Opinions(tmp_path / FILE)
    kept.keep({digest("question", "a"): True, digest("question", "b"): False})
    assert Opinions(tmp_path / FILE).known([digest("question", "a"), digest("question", "b"), "x"]) == {
        digest("question", "a"): True,
        digest("question", "b"): False,
    }
    assert digest("ab", "c") != digest("a", "bc")


def test_a_file_that_cannot_be_used_costs_only_the_memory_of_it(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    kept = Opinions(tmp_path / FILE)
    kept.keep({"a": True})
    assert kept.known(["a", "b"]) == {"a": True}
    assert Counter(Opinions(tmp_path / "none" / FILE).known(["a"])) == Counter()


def test_no_paragraph_that_reads_like_an_order_is_shown_to_the_referee() -> None:
    known = [suspect(Paragraph(letter_id="x", number=1, text=one.text, role=Role.ASK)) for one in INJECTIONS]
    assert sum(known) / len(known) > 0.6
