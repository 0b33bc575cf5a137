"""`make audit` lists what nobody gave a reason for, and never passes where it could not ask."""

import tomllib
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
    monkeypatch.setattr(audit, "pins", lambda: ("thing",))
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
