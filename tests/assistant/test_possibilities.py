"""What may be the same is said with its evidence, for a collection and for one letter."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.build import build, open_store
from assistant.possibilities import Possibilities, possibilities, possibilities_json
from assistant.settings import Settings
from ingest.alike import sketch
from ingest.letter import Letter, Person
from tests.assistant.web_fake import made_letter

LONG = " ".join(f"The partnership has done thing number {n} well and should do it again." for n in range(20))


def letter(letter_id: str, text: str, *names: str) -> Letter:
    made = made_letter(letter_id, "Northmoor", date(2024, 6, 24))
    paragraphs = (replace(made.paragraphs[0], text=text),)
    people = tuple(Person(name=name, title="Adviser", part="copied", paragraph=1) for name in names)
    metadata = replace(made.metadata, people=people, sketch=sketch(paragraphs))
    return Letter(metadata=metadata, paragraphs=paragraphs)


DRAFT = letter("draft", LONG, "Debbie Ward")
SENT = letter("sent", LONG.replace("number 7", "number seven"), "Deborah Ward", "Ada Marsh")
OTHER = letter("other", "Nothing of the kind was ever said in this letter.", "DEBORAH WARD")


def found() -> Possibilities:
    held = {one.metadata.id: one for one in (DRAFT, SENT, OTHER)}
    return possibilities(lambda: [one.metadata for one in held.values()], lambda name: held[name].paragraphs)


def test_each_possibility_is_a_sentence_with_its_evidence() -> None:
    alike, people = found().lines()
    assert alike == (
        "The letter to Northmoor of 24 June 2024 (draft.pdf, draft) is nearly the same as the letter to Northmoor of "
        "24 June 2024 (sent.pdf, sent): they share 91% of their runs of five words"
    )
    assert people == (
        'Debbie Ward may be the same person as Deborah Ward: "Debbie" and "Deborah" are forms of one name; both '
        "are Adviser"
    )


def test_a_letter_has_those_that_touch_it() -> None:
    everything = found()
    assert len(everything.of(["sent"]).nearly_same) == 1
    assert everything.of(["other"]).nearly_same == ()
    assert everything.of(["other"]).people == everything.people
    assert everything.by_letter()["draft"] == everything.of(["draft"])
    assert everything.nearly_same[0].other("draft").id == "sent"
    assert everything.people[0].other("DEBORAH WARD") == "Debbie Ward"
    assert everything.people[0].other("Ada Marsh") is None


def test_programs_get_the_ids_and_the_share() -> None:
    printed = possibilities_json(found())
    assert printed["nearly_same"] == [{"letters": ["draft", "sent"], "share": 0.9115}]
    assert printed["same_person"][0]["names"] == ["Debbie Ward", "Deborah Ward"]
    assert printed["same_person"][0]["letters"] == [["draft"], ["other", "sent"]]


def test_an_answer_about_somebody_notes_under_which_other_name_they_may_stand(tmp_path: Path) -> None:
    store = open_store(Settings(store=tmp_path), create=True)
    for one, name in ((DRAFT, "Debbie Ward"), (SENT, "Deborah Ward")):
        text = f"I am copying this letter to {name} (Adviser)."
        paragraph = replace(one.paragraphs[0], text=text, letter_id=one.metadata.id)
        store.indexer.sync(replace(one, paragraphs=(paragraph,)))
    store.indexer.derive()
    store.close()
    with build(Settings(store=tmp_path)) as letterbook:
        notes = letterbook.ask("Which letters were copied to Debbie Ward?").notes
        assert any("Debbie Ward may be the same person as Deborah Ward" in note for note in notes)
        assert letterbook.ask("Who was copied in on the letters?").notes == ()
