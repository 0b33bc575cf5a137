"""What the documents say is there: commands, links, pictures."""

import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_and_helped(command: str) -> None:
    assert f"letterbook {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert "Usage" in shown.output


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_names_only_commands_that_are_there() -> None:
    named = set(re.findall(r"`letterbook (\w+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= set(COMMANDS)
