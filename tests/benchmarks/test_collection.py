"""The made collections' known answers: who was asked about a theme, in which words, and who about what is near it."""

from datetime import date

from benchmarks.collection import NEAR, THEMES, known, letters
from ingest.letter import Letter, LetterMetadata, Paragraph, Role

YEAR = (date(2023, 1, 1), date(2023, 12, 31))


def asked(area: str, wording: str, *, role: Role = Role.ASK, sent: date = YEAR[0]) -> Letter:
    paragraph = Paragraph(letter_id=area, number=1, text=f"Please improve {wording}.", role=role)
    metadata = LetterMetadata(id=area, source=f"{area}.txt", sent=sent, areas=(area,))
    return Letter(metadata=metadata, paragraphs=(paragraph,))


def test_an_area_is_known_by_the_words_in_which_it_was_asked() -> None:
    made = (
        asked("A", "access to CAMHS"),
        asked("B", "emotional wellbeing services"),
        asked("C", "access to CAMHS", role=Role.PRAISE),
        asked("D", "access to CAMHS", sent=date(2022, 1, 1)),
    )
    (health,) = (one for one in known(made, *YEAR) if one.theme == "mental health")
    assert health.areas == {"A", "B"}
    assert health.wordings["access to CAMHS"] == {"A"}
    assert health.wordings["help with mental health"] == frozenset()


def test_what_is_near_a_theme_counts_for_it_in_no_area_that_was_not_asked_about_it() -> None:
    made = (asked("A", "mediation"), asked("B", "appeals to the tribunal"))
    (tribunals,) = (one for one in known(made, *YEAR) if one.theme == "tribunals")
    assert tribunals.areas == {"B"}
    assert tribunals.near == {"A"}
    assert "mediation" not in tribunals.wordings


def test_what_is_near_is_a_wording_that_the_letters_have_and_never_the_one_that_is_asked() -> None:
    every = {wording for wordings in THEMES.values() for wording in wordings}
    assert all(set(near) <= every for near in NEAR.values())
    assert all(THEMES[theme][0] not in near for theme, near in NEAR.items())


def test_the_same_seed_makes_the_same_letters() -> None:
    assert list(letters(3)) == list(letters(3))
    assert list(letters(3)) != list(letters(3, seed=2))
