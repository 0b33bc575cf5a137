"""Who may come in: people and passwords, tokens, tries, sessions, proxies; and the log of what was done."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from typer.testing import CliRunner

from app import app
from assistant.access.attempts import TRIES, TRIES_OF_ADDRESS, WAIT, Attempts
from assistant.access.audit import POLL, Audit
from assistant.access.people import People
from assistant.access.person import AccessError, Person
from assistant.access.proxies import Proxies
from assistant.access.sessions import LONGEST, Sessions
from assistant.access.tokens import Tokens

PASSWORD = "three plain words"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def test_a_person_has_one_name_however_it_is_written(tmp_path: Path) -> None:
    people = People(tmp_path)
    people.add("Anna@Example.gov.uk", "editor", PASSWORD)
    assert [user.name for user in people.all()] == ["anna@example.gov.uk"]
    for written in (" ANNA@example.gov.uk", "anna@example.gov.uk"):
        user = people.verify(written, PASSWORD)
        assert user
        assert user.rank == "editor"
    assert people.verify("anna@example.gov.uk", PASSWORD + "!") is None
    assert people.verify("bert", PASSWORD) is None


def test_a_person_without_a_password_cannot_log_in_with_one(tmp_path: Path) -> None:
    people = People(tmp_path)
    people.add("anna", "reader")
    assert people.find("anna")
    for password in ("", PASSWORD, "nobody has this password"):
        assert people.verify("anna", password) is None


def test_passwords_are_kept_as_argon2_hashes_that_only_the_owner_can_read(tmp_path: Path) -> None:
    people = People(tmp_path / "access")
    people.add("anna", "reader", PASSWORD)
    text = people.file.path.read_text()
    assert PASSWORD not in text
    assert json.loads(text)["anna"]["hash"].startswith("$argon2id$")
    assert stat.S_IMODE(people.file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(people.file.path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("password", ["short", "x" * 500, "aaaaaaaaaaaaaaaa", "anna anna anna", ""])
def test_a_password_that_is_easy_to_guess_is_refused(tmp_path: Path, password: str) -> None:
    with pytest.raises(AccessError, match="password"):
        People(tmp_path).add("anna", "reader", password)
    assert People(tmp_path).all() == ()


@pytest.mark.parametrize("damage", ["", "[]", '{"anna": 1}', '{"anna": {"rank": "owner"}}', "\0"])
def test_a_damaged_list_lets_nobody_in(tmp_path: Path, damage: str) -> None:
    (tmp_path / "users.json").write_text(damage)
    with pytest.raises(AccessError, match=r"users\.json"):
        People(tmp_path).find("anna")


def test_a_token_is_kept_as_a_hash_and_ends_on_its_day(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    text, token = tokens.add("Script", "reader", 30, NOON)
    assert text not in tokens.file.path.read_text()
    assert tokens.person(text, NOON + timedelta(days=29)) == Person(name="script", rank="reader", way="token")
    assert tokens.person(text, token.ends) is None
    assert tokens.person(text + "x", NOON) is None
    assert tokens.person("", NOON) is None
    tokens.remove("script")
    assert tokens.person(text, NOON) is None


@pytest.mark.parametrize(("name", "days"), [("", 1), ("script", 0), ("script", 10_000), ("a\nb", 1)])
def test_a_token_needs_a_name_and_an_end(tmp_path: Path, name: str, days: int) -> None:
    with pytest.raises(AccessError):
        Tokens(tmp_path).add(name, "reader", days)


def test_the_sixth_try_waits_and_another_address_does_not() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.locked_until("anna", "10.0.0.1") for _ in range(TRIES)] == [None] * TRIES
    assert attempts.locked_until("anna", "10.0.0.1") == NOON + WAIT
    assert attempts.locked_until("anna", "10.0.0.2") is None
    clock.time += WAIT
    assert attempts.locked_until("anna", "10.0.0.1") is None


def test_a_right_password_forgets_the_tries() -> None:
    attempts = Attempts(Clock())
    for _ in range(3 * TRIES):
        assert attempts.locked_until("anna", "10.0.0.1") is None
        attempts.right("anna", "10.0.0.1")


def test_an_address_that_tries_many_names_waits_too() -> None:
    attempts = Attempts(Clock())
    tried = [attempts.locked_until(f"name {n}", "10.0.0.1") for n in range(TRIES_OF_ADDRESS + 1)]
    assert tried == [None] * TRIES_OF_ADDRESS + [NOON + WAIT]


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=9)))
def test_a_session_lasts_eight_hours_at_most(lasting: timedelta) -> None:
    clock = Clock()
    sessions = Sessions(lasting, clock)
    key = sessions.begin("anna", "users", "proof")
    assert sessions.find(key)
    clock.time += min(lasting, LONGEST)
    assert timedelta(hours=8) >= LONGEST
    assert sessions.find(key) is None


def test_a_session_that_is_ended_is_gone_and_keys_are_kept_as_hashes() -> None:
    sessions = Sessions()
    key, other = sessions.begin("anna", "users"), sessions.begin("anna", "users")
    assert key not in repr(vars(sessions))
    ended = sessions.end(key)
    assert ended
    assert ended.name == "anna"
    assert sessions.find(key) is None
    assert sessions.find(other)


@pytest.mark.parametrize(
    ("peer", "passed", "address"),
    [
        ("10.0.0.5", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.5", "1.2.3.4, 203.0.113.7", "203.0.113.7"),  # what the sender wrote itself comes first
        ("10.0.0.5", "203.0.113.7, 10.0.0.6", "203.0.113.7"),  # through two proxies
        ("10.0.0.5", "", "10.0.0.5"),
        ("::ffff:10.0.0.5", "203.0.113.7", "203.0.113.7"),
        ("192.0.2.1", "203.0.113.7", "192.0.2.1"),  # no proxy of ours
    ],
)
def test_an_address_is_believed_from_our_proxies_only(peer: str, passed: str, address: str) -> None:
    headers = Headers({"x-forwarded-for": passed} if passed else {})
    assert Proxies("10.0.0.0/24").address(peer, headers) == address


def test_a_name_is_believed_from_our_proxies_only_and_only_once() -> None:
    proxies, once = Proxies("10.0.0.5"), Headers({"remote-user": "anna"})
    twice = Headers(raw=[(b"remote-user", b"anna"), (b"remote-user", b"bert")])
    assert proxies.name("10.0.0.5", once, "Remote-User") == "anna"
    assert proxies.name("10.0.0.9", once, "Remote-User") == ""
    assert proxies.name("10.0.0.5", twice, "Remote-User") == ""
    assert proxies.name("10.0.0.5", once, "X-Other") == ""
    with pytest.raises(AccessError, match="LETTERBOOK_PROXIES"):
        Proxies("proxy.example")


def noted(folder: Path, count: int) -> Audit:
    audit = Audit(folder)
    for number in range(count):
        audit.note(Person(name="anna", rank="editor", way="users"), "removed", f"letter {number}", "10.0.0.1")
    return audit


def test_the_log_is_a_chain(tmp_path: Path) -> None:
    audit = noted(tmp_path, 5)
    assert audit.check().lines == 5
    assert audit.check().fault == ""
    last = json.loads(audit.path.read_text().splitlines()[-1])
    assert (last["who"], last["did"], last["what"], last["from"]) == (
        "anna",
        "removed",
        "letter 4",
        "10.0.0.1",
    )
    assert stat.S_IMODE(audit.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("line", range(5))
@pytest.mark.parametrize("harm", ["change", "cut", "swap", "add"])
def test_a_log_that_was_tampered_with_is_found_out(tmp_path: Path, line: int, harm: str) -> None:
    audit = noted(tmp_path, 5)
    lines = audit.path.read_text().splitlines(keepends=True)
    if harm == "change":
        lines[line] = lines[line].replace("anna", "bert")
    elif harm == "cut":
        del lines[line]
    elif harm == "swap":
        lines[line], lines[line - 1] = lines[line - 1], lines[line]
    else:
        lines.insert(line, lines[line])
    audit.path.write_text("".join(lines))
    assert audit.check().fault


def test_a_log_that_is_gone_is_missed(tmp_path: Path) -> None:
    audit = noted(tmp_path, 2)
    audit.path.unlink()
    assert audit.check().fault == "it is gone"


def test_a_line_that_a_crash_broke_off_breaks_no_chain(tmp_path: Path) -> None:
    audit = noted(tmp_path, 2)
    with audit.path.open("a") as file:
        file.write('{"at": "2026-')
    assert audit.check().fault == ""
    noted(tmp_path, 2)
    assert audit.check().lines == 5
    assert audit.check().fault == ""


def test_who_writes_while_another_does_looks_again_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit, slept = Audit(tmp_path), []
    audit.note("somebody", "asked")
    other = FileLock(audit.path.with_suffix(".lock"))
    other.acquire()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        other.release()

    monkeypatch.setattr("filelock._api.time.sleep", sleep)
    audit.note("somebody else", "asked")
    assert slept == [POLL]
    assert audit.check().lines == 2


@given(st.text(max_size=600))
def test_any_name_makes_one_line(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    audit = Audit(tmp_path_factory.mktemp("log"))
    audit.note(name, "log-in failed", name)
    audit.note(name, "log-in failed", name)
    assert audit.check().lines == 2
    assert audit.check().fault == ""


def run(store: Path, *words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, [*words, "--store", str(store)], input=typed)
    return done.exit_code, done.output


def test_people_are_added_listed_and_removed_from_the_command_line(tmp_path: Path) -> None:
    assert run(tmp_path, "users", "add", "Anna", "--role", "editor", typed=PASSWORD + "\n")[0] == 0
    assert run(tmp_path, "users", "add", "bert", "--no-password")[0] == 0
    assert run(tmp_path, "users", "list") == (0, "anna\teditor\tpassword\nbert\treader\tno password\n")
    assert run(tmp_path, "users", "remove", "bert")[0] == 0
    code, said = run(tmp_path, "users", "remove", "bert")
    assert code == 2
    assert said.startswith("letterbook: nobody is called 'bert'")
    assert run(tmp_path, "users", "add", "carl", typed="short\n")[0] == 2
    log = (tmp_path / "access" / "audit.jsonl").read_text()
    assert [json.loads(line)["did"] for line in log.splitlines()] == [
        "user added",
        "user added",
        "user removed",
    ]
    assert PASSWORD not in log


def test_a_token_is_printed_once_on_the_command_line(tmp_path: Path) -> None:
    code, said = run(tmp_path, "tokens", "add", "script", "--days", "7")
    text = said.splitlines()[0]
    assert code == 0
    assert Tokens(tmp_path / "access").person(text)
    assert text not in run(tmp_path, "tokens", "list")[1]
    assert run(tmp_path, "tokens", "add", "script")[0] == 2
    assert run(tmp_path, "tokens", "remove", "script")[0] == 0
    assert Tokens(tmp_path / "access").person(text) is None


def test_the_doctor_finds_a_log_that_was_changed(tmp_path: Path) -> None:
    audit = noted(tmp_path / "access", 3)
    assert "ok    log of who did what: 3 lines, none changed" in run(tmp_path, "doctor")[1]
    audit.path.write_text(audit.path.read_text().replace("anna", "bert"))
    code, said = run(tmp_path, "doctor")
    assert code == 1
    assert "WRONG log of who did what: line" in said
