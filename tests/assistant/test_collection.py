"""What a text names of a collection: areas, letters, people."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collection import Collection
from assistant.periods import periods
from ingest import areas
from tests.assistant.made_collection import H23, H24, LOCKED, METADATA, R23, U25, UNKNOWN

COLLECTION = Collection(METADATA)


def named(text: str) -> list[str]:
    return [place.name for place in COLLECTION.places(text)]


def pointed(text: str) -> tuple[str, ...]:
    return COLLECTION.referred(text, periods(text)).letter_ids


def test_its_areas_are_those_the_letters_are_to_and_each_once() -> None:
    assert COLLECTION.areas == ("Holmdale", "Ravensby", "Stonemere", UNKNOWN, LOCKED)


def test_a_letter_to_a_known_area_makes_no_names_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert named("What was Holmdale asked?") == ["Holmdale"]
    monkeypatch.setattr(areas, "forms_of", lambda area: pytest.fail(f"{area.name} is read again"))
    more = Collection([*METADATA, replace(METADATA[0], id="new")])
    assert [place.name for place in more.places("What was Holmdale asked?")] == ["Holmdale"]


def test_a_letter_to_a_new_area_makes_no_names_of_the_registers_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert named("What was Holmdale asked?") == ["Holmdale"]
    read: list[str] = []
    forms_of = areas.forms_of
    monkeypatch.setattr(areas, "forms_of", lambda area: read.append(area.name) or forms_of(area))
    more = Collection([*METADATA, replace(METADATA[0], id="new", areas=("Newmere Sound",))])
    assert [place.name for place in more.places("What was Newmere Sound asked?")] == ["Newmere Sound"]
    assert "Newmere Sound" in read
    assert not areas.register().areas.keys() & set(read)


def test_letters_are_given_by_id_and_by_area() -> None:
    assert COLLECTION.letter(H24).sent == METADATA[3].sent
    assert [letter.id for letter in COLLECTION.of_area("Holmdale")] == [H23, H24]
    assert [letter.id for letter in COLLECTION.of_area(UNKNOWN)] == [U25]
    assert COLLECTION.of_area("Nowhere") == ()


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("What was Holmdale asked?", ["Holmdale"]),
        ("holmdale’s letter, and RAVENSBY's", ["Holmdale", "Ravensby"]),  # any capitals, possessives
        ("Holmdale County Council and the Ravensby Local Area Partnership", ["Holmdale", "Ravensby"]),
        (f"What was asked of {UNKNOWN}?", [UNKNOWN]),
        ("which areas were asked about transport?", []),
        ("", []),
        # a name that begins with a place is no area
        ("Does the Holmdale Risk Matrix help?", []),
        ("Is Holmdalea better?", []),
    ],
)
def test_the_areas_that_a_text_names(text: str, areas: list[str]) -> None:
    assert named(text) == areas


@pytest.mark.parametrize(
    "text", ["the unnamed area", "the area that is not named", "the unidentified council"]
)
def test_an_area_without_a_name_can_be_spoken_of(text: str) -> None:
    assert UNKNOWN in named(text)


@pytest.mark.parametrize("name", ["Birmingham", "Leeds", "North East Lincolnshire"])
def test_a_real_place_to_which_no_letter_is_is_named_but_not_known(name: str) -> None:
    (place,) = COLLECTION.places(f"What was {name} asked?")
    assert (place.name, place.known) == (name, False)


def test_a_longer_name_hides_the_shorter_one_inside_it() -> None:
    assert named("Compare North East Lincolnshire with Holmdale") == ["North East Lincolnshire", "Holmdale"]


def test_a_place_stands_where_it_says() -> None:
    text = "Compare holmdale with Ravensby"
    spans = [text[place.start : place.end] for place in COLLECTION.places(text)]
    assert spans == ["holmdale", "Ravensby"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the letter of 20 April 2023", (H23,)),
        ("the letter dated 30 January 2025", (U25,)),
        ("the June 2023 letter", (R23,)),
        ("Holmdale’s 14 May 2024 letter", (H24,)),
        ("the review of 30 March 2023", (H23,)),  # by the day of the meeting
        ("the twelve-month review", (H24,)),
        ("the 12 month review of Holmdale", (H24,)),
        # several, of which one word says that they are letters
        ("the April 2023 and May 2024 letters", (H23, H24)),
        ("between the April 2023, the June 2023 and the May 2024 letters", (H23, R23, H24)),
        ("between April 2023 and May 2024 letters", (H23, H24)),
        ("the April and June letters of 2023", (H23, R23)),
        ("the letters of 20 April 2023 and 14 May 2024", (H23, H24)),
        ("from the April 2023 letter to that of May 2024", (H23, H24)),
        # what points at no letter
        ("Which areas were met in May 2024?", ()),
        ("letters since April 2023", ()),
        ("between April 2023 and May 2024", ()),
        ("the letter of 1 May 1999", ()),
        ("since 20 April 2023", ()),
        ("How many plans were on time on 20 April 2023?", ()),
        ("the 30-month review", ()),
        ("", ()),
    ],
)
def test_the_letters_that_a_text_points_at(text: str, ids: tuple[str, ...]) -> None:
    assert pointed(text) == ids


def test_a_period_that_served_to_point_at_a_letter_is_told_from_one_that_did_not() -> None:
    text = "the letter of 20 April 2023 and anything since March 2024"
    reference = COLLECTION.referred(text, periods(text))
    assert [text[period.start : period.end] for period in reference.periods] == ["20 April 2023"]
    assert all(0 <= start < end <= len(text) for start, end in reference.where)


def test_a_six_month_review_is_no_six_monthly_stocktake() -> None:
    stocktake = replace(METADATA[1], review="6-monthly stocktake")
    collection = Collection([METADATA[0], stocktake])
    assert collection.referred("the six-month review", ()).letter_ids == (H23,)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Who is Ines Calder?", ("Ines Calder",)),
        ("is ines calder there?", ("Ines Calder",)),
        ("Calderwood", ()),
    ],
)
def test_the_people_that_a_text_names(text: str, people: tuple[str, ...]) -> None:
    assert COLLECTION.people(text) == people


@given(st.text(max_size=150))
def test_any_text_can_be_looked_through(text: str) -> None:
    places = COLLECTION.places(text)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    reference = COLLECTION.referred(text, periods(text))
    assert set(reference.letter_ids) <= {letter.id for letter in METADATA}
    assert COLLECTION.people(text) in ((), ("Ines Calder",))


@pytest.mark.parametrize("text", ["Holmdale", "the letter of 20 April 2023", "Who is Ines Calder?"])
def test_an_empty_collection_knows_nothing_and_says_so(text: str) -> None:
    empty = Collection([])
    assert (empty.areas, empty.people(text)) == ((), ())
    assert not any(place.known for place in empty.places(text))
    assert empty.referred(text, periods(text)).letter_ids == ()


@pytest.mark.parametrize(
    "text",
    [
        "Which areas come under the Kent and Medway health board?",
        "Which of these four comes under NHS Kent and Medway?",
        "Which ones belong to the Kent and Medway Integrated Care Board?",
        "Which areas in Kent and Medway were asked about pay?",
    ],
)
def test_the_areas_of_a_board_are_meant_where_areas_are_under_it(text: str) -> None:
    kent = Collection([replace(METADATA[0], areas=("Kent",), area_source="stated")])
    assert [place.name for place in kent.places(text)] == ["Kent"]
    assert not kent.places("What was asked of NHS Kent and Medway?")
