"""`make audit` lists what nobody gave a reason for, and never passes where it could not ask."""

import json
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests import audit

LISTED = {"vulnerability": [{"package": "chromadb", "id": "CVE-1", "reason": "it does not apply"}]}
FAULT = {"name": "ChromaDB", "version": "1.5.9", "vulns": [{"id": "PYSEC-9", "aliases": ["CVE-1"]}]}


def test_every_pinned_package_has_a_licence_that_is_permissive_or_listed_with_a_reason() -> None:
    listed = tomllib.loads((audit.ROOT / "audit.toml").read_text(encoding="utf-8"))
    assert list(audit.unlisted_licences(listed)) == []
    assert sum(bool(audit.licence(name)) for name in audit.pins()) > 50
    for kind in ("licence", "vulnerability"):
        assert all(one["package"] in audit.pins() and len(one["reason"]) > 40 for one in listed[kind])


@pytest.mark.parametrize(
    "said", ["GPL-3.0-only", "Proprietary", "unknown", "MIT; LGPLv3", "SSPL-1.0", "AGPL"]
)
def test_another_licence_is_named(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(audit, "pins", lambda: {"thing": "1.0"})
    monkeypatch.setattr(audit, "licence", lambda name: said)
    assert list(audit.unlisted_licences({})) == [("thing", said)]
    assert list(audit.unlisted_licences({"licence": [{"package": "thing"}]})) == []


@pytest.mark.parametrize(("listed", "expected"), [(LISTED, []), ({}, ["ChromaDB 1.5.9: PYSEC-9"])])
def test_a_vulnerability_is_known_by_any_of_its_names(listed: dict[str, Any], expected: list[str]) -> None:
    assert list(audit.unlisted_advisories([FAULT], listed)) == expected


@pytest.mark.parametrize(
    ("found", "code"),
    [([{"name": "a", "version": "1", "vulns": []}], 0), ([FAULT | {"name": "other"}], 1), ([{"name": "a", "skip_reason": "no answer"}], 2)],
)  # fmt: skip
def test_the_exit_code_says_what_is_known(
    monkeypatch: pytest.MonkeyPatch, found: list[dict[str, Any]], code: int
) -> None:
    monkeypatch.setattr(audit, "advisories", lambda: found)
    assert audit.main() == code


def events(*pairs: tuple[str, str]) -> dict[str, Any]:
    """An entry of the OSV schema with one range."""
    return {"ranges": [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in pairs]}]}


@pytest.mark.parametrize(
    ("version", "affected", "expected"),
    [
        ("1.5.9", {"versions": ["1.5.8", "1.5.9"]}, True),
        ("1.5.9", {"versions": ["1.5.8"]}, False),
        ("1.5.9", events(("introduced", "0")), True),
        ("1.5.9", events(("introduced", "1.6")), False),
        ("1.5.9", events(("introduced", "0"), ("fixed", "1.5.10")), True),
        ("1.5.10", events(("introduced", "0"), ("fixed", "1.5.10")), False),
        ("1.5.10", events(("introduced", "1.5.10")), True),
        ("1.5.10", events(("introduced", "0"), ("last_affected", "1.5.10")), True),
        ("1.5.11", events(("introduced", "0"), ("last_affected", "1.5.10")), False),
        ("3.1", events(("introduced", "0"), ("fixed", "2"), ("introduced", "3"), ("fixed", "3.2")), True),
        ("2.5", events(("introduced", "0"), ("fixed", "2"), ("introduced", "3"), ("fixed", "3.2")), False),
        ("1.0", {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)
def test_a_version_is_affected_as_the_osv_schema_says(
    version: str, affected: dict[str, Any], expected: bool
) -> None:
    assert audit.is_affected(version, affected) is expected


def copied(folder: Path, *advisories: dict[str, Any]) -> str:
    """A copy of a database."""
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for one in advisories:
            archive.writestr(f"{one['id']}.json", json.dumps(one))
    return str(folder / "all.zip")


def of(package: str, advisory: str, *aliases: str, **more: object) -> dict[str, Any]:
    affected = {"package": {"name": package, "ecosystem": "PyPI"}} | events(("introduced", "0"))
    return {"id": advisory, "aliases": list(aliases), "affected": [affected], **more}


def test_a_copy_of_the_database_is_read_where_nobody_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "advisories", lambda: pytest.fail("it was asked"))
    known = of("ChromaDB", "GHSA-1", "CVE-2026-45829")
    harmless = [of("nobody-has-it", "GHSA-2"), of("numpy", "GHSA-3", withdrawn="2026-01-01T00:00:00Z")]
    assert audit.main(copied(tmp_path, known, *harmless)) == 0
    assert f"{len(audit.pins())} with their advisories" in capsys.readouterr().out
    assert audit.main(copied(tmp_path, known, of("Typing.Extensions", "GHSA-4"))) == 1
    assert "GHSA-4 is not in audit.toml" in capsys.readouterr().err


def test_what_is_no_copy_or_cannot_be_asked_is_one_line_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "all.zip").write_text("no archive")
    for name in ("all.zip", "gone.zip"):
        assert audit.main(str(tmp_path / name)) == 2
        assert "is no copy of OSV's database" in capsys.readouterr().err
    monkeypatch.setattr(audit, "advisories", lambda: [{"name": "a", "skip_reason": "no answer"}])
    assert audit.main() == 2
    assert "or carry OSV's all.zip" in capsys.readouterr().err
