"""What organisations are called for short, and questions that call them so."""

from assistant.collection import Collection
from assistant.short_forms import short_forms
from ingest.letter import LetterMetadata


def test_what_several_names_share_and_capitals_of_a_kind_are_left_out() -> None:
    names = [
        "Skerry Ferries",
        "Loch & Isle Ferries",
        "HMP Cold Hill",
        "HMP & YOI Ashmere",
        "Skerry Ferries North",
    ]
    assert short_forms(names) == {
        "Loch & Isle Ferries": "Loch & Isle",
        "HMP Cold Hill": "Cold Hill",
        "HMP & YOI Ashmere": "Ashmere",
        "Skerry Ferries North": "North",
    }


def test_a_name_alone_is_as_short_as_it_is() -> None:
    assert short_forms(["Skerry Ferries"]) == {}


def test_a_question_may_use_the_short_form() -> None:
    letters = [
        LetterMetadata(id=f"2024-01-0{at}-aaaaaa", source=f"{at}.txt", areas=(name,))
        for at, name in enumerate(("Skerry Ferries", "Loch & Isle Ferries"), 1)
    ]
    collection = Collection(letters)
    asked = "Who signed Skerry's, and what was loch & isle ferries asked?"
    assert [place.name for place in collection.places(asked)] == ["Skerry Ferries", "Loch & Isle Ferries"]
    assert collection.places("Which letters speak of the skerry?") == ()
