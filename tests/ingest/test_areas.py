"""The register: every name of every area, and nothing that only looks like one."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.areas import register
from ingest.forms import fold


def test_the_register_has_all_authorities_and_each_is_found_by_its_names() -> None:
    known = register()
    assert len(known.areas) == 153
    for area in known.areas.values():
        for name in (area.name, area.official, *area.aliases, f"{area.name} Local Area Partnership"):
            assert known.named(name) == area.name, name


@pytest.mark.parametrize(
    ("text", "words", "areas"),
    [
        ("What about birmingham's plan?", "birmingham", ("Birmingham",)),
        (
            "Bournemouth, Christchurch & Poole LAP",
            "Bournemouth, Christchurch & Poole LAP",
            ("Bournemouth, Christchurch and Poole",),
        ),
        (
            "STOKE-ON-TRENT LOCAL AREA PARTNERSHIP",
            "STOKE-ON-TRENT LOCAL AREA PARTNERSHIP",
            ("Stoke-on-Trent",),
        ),
        ("in Stoke on Trent", "Stoke on Trent", ("Stoke-on-Trent",)),
        ("St Helens", "St Helens", ("St. Helens",)),
        ("Worcestershire Children First", "Worcestershire Children First", ("Worcestershire",)),
        (
            "Staffordshire, and Stoke on Trent ICB",
            "Staffordshire, and Stoke on Trent ICB",
            ("Staffordshire", "Stoke-on-Trent"),
        ),
        ("a plan for BCC", "BCC", ("Birmingham", "Bristol, City of")),
        ("Northamptonshire", "Northamptonshire", ("North Northamptonshire", "West Northamptonshire")),
    ],
)
def test_a_place_is_found_with_its_offsets(text: str, words: str, areas: tuple[str, ...]) -> None:
    (mention,) = register().find(text)
    assert (text[mention.start : mention.end], mention.areas) == (words, areas)


@pytest.mark.parametrize(
    "text",
    [
        "reading data",
        "Reading is fundamental.",
        "Mr Kent",
        "Councillor Derby",
        "bcc",
        "Newcastle-under-Lyme",
        "Yorkshire",
        "",
    ],
)
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert register().find(text) == ()


def test_a_region_is_its_areas() -> None:
    (mention,) = register().find("Which areas in the West Midlands?")
    assert mention.kind == "group"
    assert set(mention.areas) == set(register().in_region("west midlands"))
    assert {"Birmingham", "Worcestershire"} < set(mention.areas)


def test_greater_manchester_is_not_manchester() -> None:
    assert len(register().find("Greater Manchester")[0].areas) == 10


def test_a_collection_adds_its_own_areas() -> None:
    known = register().with_names(["Northmoor", "Kent"])
    assert known.named("northmoor county council") == "Northmoor"
    assert register().named("Northmoor") is None


@pytest.mark.parametrize(
    ("text", "areas", "kind"),
    [
        ("the South West", ("South West",), "name"),  # else a region's many
        ("South West Council", ("South West",), "official"),
        ("NHS Kent and Medway", ("NHS Kent and Medway",), "name"),  # else a board's
        ("NHS Kent and Medway ICB", ("Kent", "Medway"), "board"),
        ("the South East", register().in_region("South East"), "group"),
        ("Kent County Council", ("Kent",), "official"),
    ],
)
def test_an_area_of_a_collection_goes_before_a_board_or_a_region_of_its_name(
    text: str, areas: tuple[str, ...], kind: str
) -> None:
    known = register().with_names(["South West", "NHS Kent and Medway"])
    assert [(one.areas, one.kind) for one in known.find(text)] == [(areas, kind)]


@given(st.text(max_size=200))
def test_mentions_lie_within_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in register().find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.areas
        end = mention.end


@given(st.sampled_from(sorted(register().areas)), st.text(alphabet="abc ,.", max_size=20))
def test_an_area_is_found_inside_a_text(name: str, around: str) -> None:
    assert name in {
        area for mention in register().find(f"{around} the {name} {around}") for area in mention.areas
    }


def test_folding_makes_spellings_equal() -> None:
    assert fold("Children’s & Families’ Trust, North-West") == fold("Childrens and Families Trust North West")


def test_importing_ingest_reads_no_register_and_no_pdf_library() -> None:
    code = "import ingest, sys; print([m for m in sys.modules if m.startswith(('ingest.', 'pypdf', 'docx'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_people_call_a_board_a_health_board() -> None:
    kinds = [mention.kind for mention in register().find("It falls under the Kent and Medway health board.")]
    assert kinds == ["board"]
