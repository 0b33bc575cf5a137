"""The proof of what a model writes: true sentences stay, every known way of lying falls."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.claims import Known
from assistant.injection import addressed_to_machine
from assistant.proof import Proof, cleaned, located, prove
from assistant.replies import Quotation, Sentence
from assistant.shown import Shown
from assistant.terms import stems
from ingest.letter import LetterMetadata, Paragraph, Role
from tests.assistant.injections import INJECTIONS, Injection
from tests.assistant.made_collection import LETTERS

HOLM = LetterMetadata(id="h", source="h.txt", sent=date(2024, 5, 14), areas=("Holmdale",))
RAVEN = LetterMetadata(id="r", source="r.txt", sent=date(2023, 6, 5), areas=("Ravensby",))
ROWS: tuple[tuple[LetterMetadata, Role, str], ...] = (
    (HOLM, Role.REPORT, "You told us that 63% of new EHC plans came within 20 weeks in March 2024."),  # 1
    (HOLM, Role.ASK, "Bring down the wait for speech and language therapy, now up to 39 weeks."),  # 2
    (HOLM, Role.PRAISE, "We commend the forum’s work. Almost all annual reviews are now held on time."),  # 3
    (
        HOLM,
        Role.CONCERN,
        "Some plans are not audited, and leaders do not know why. Attendance fell in 2023.",
    ),  # 4
    (HOLM, Role.ADMIN, "Your next review will take place on 7 November 2024 with Ines Calder."),  # 5
    (
        RAVEN,
        Role.CONCERN,
        "It is unclear whether all pupils have a plan. Families wait too long for help.",
    ),  # 6
    (RAVEN, Role.ASK, "Please confirm that every provider is visited each term."),  # 7
    (RAVEN, Role.REPORT, "The council spent £2.5 million on 214 places. It will recruit five advisers."),  # 8
    (RAVEN, Role.REPORT, "The wait fell from 39 to 26 weeks."),  # 9
    (RAVEN, Role.REPORT, "63% of plans came in time in Ravensby and 54% in Holmdale."),  # 10
)
SHOWN = tuple(
    Shown(number=n, letter=letter, paragraph=Paragraph(letter_id=letter.id, number=n, text=text, role=role))
    for n, (letter, role, text) in enumerate(ROWS, 1)
)
AREAS = ("Holmdale", "Ravensby", "Northmoor")


def cover(topic: str, text: str) -> float:
    """The words themselves and no synonyms."""
    return float(set(stems(topic)) <= set(stems(text)))


KNOWN = Known(areas=AREAS, cover=cover)


def whole(number: int, shown: Sequence[Shown] = SHOWN) -> Quotation:
    """All of a paragraph."""
    words = next(one for one in shown if one.number == number).paragraph.text.split()
    return Quotation(paragraph=number, first=" ".join(words[:3]), last=" ".join(words[-3:]))


def proof(text: str, *quotations: Quotation, shown: Sequence[Shown] = SHOWN) -> Proof:
    return prove([Sentence(text=text, quotations=list(quotations))], shown, KNOWN)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("In March 2024, 63% of new EHC plans came within 20 weeks.", [1]),
        ("Holmdale reported that 63 per cent of new EHC plans came within 20 weeks in March 2024.", [1]),
        ("Holmdale was asked to bring down the wait for speech and language therapy.", [2]),
        ("The letter of 14 May 2024 asks Holmdale to bring down the wait, now up to 39 weeks.", [2]),
        ("The letter commends the forum’s work.", [3]),
        ("Almost all annual reviews in Holmdale are held on time.", [3]),
        ("The letter notes that some plans are not audited.", [4]),
        ("Leaders do not know why some plans are not audited.", [4]),
        ("Attendance fell in 2023.", [4]),
        ("The next review will be on 7 November 2024.", [5]),
        ("The next review is in November 2024.", [5]),
        ("It is unclear whether all pupils have a plan.", [6]),
        ("Families in Ravensby wait too long for help.", [6]),
        ("Ravensby was asked to confirm that every provider is visited each term.", [7]),
        ("The council spent £2.5m on 214 places.", [8]),
        ("The council will recruit 5 advisers.", [8]),
        ("The wait fell from 39 weeks to 26 weeks.", [9]),
        ("In Ravensby, 63% of plans came in time.", [10]),
        ("63% of new EHC plans came within 20 weeks, and Ravensby spent £2.5 million on 214 places.", [1, 8]),
        ("Holmdale was asked to bring down the wait for therapy, and Ravensby should confirm that every provider is visited.", [2, 7]),
    ],
)  # fmt: skip
def test_a_true_sentence_stays_with_its_citations(text: str, cited: list[int]) -> None:
    found = proof(text, *map(whole, cited))
    assert found.dropped == ()
    assert [one.text for one in found.proved] == [text]
    assert {source.paragraph.number for source in found.proved[0].sources} == set(cited)


@pytest.mark.parametrize(
    ("text", "cited", "why"),
    [
        # figures
        ("In March 2024, 73% of new EHC plans came within 20 weeks.", [1], "figure"),
        ("In March 2024, 63 new EHC plans came within 20 weeks.", [1], "figure"),  # no percentage
        ("In March 2024, 63% of new EHC plans came within thirty weeks.", [1], "figure"),
        ("Holmdale was asked to bring down the wait, now 39 weeks.", [2], "figure"),  # up to 39
        ("Holmdale was asked to bring down the wait, now more than 39 weeks.", [2], "figure"),
        ("The council spent £2.5 billion on 214 places.", [8], "figure"),
        ("The council will recruit six advisers.", [8], "figure"),
        ("Attendance fell in 2022.", [4], "figure"),
        # dates
        ("The next review will be on 8 November 2024.", [5], "date"),
        ("The next review will be on 7 November 2025.", [5], "date"),
        ("In April 2024, 63% of new EHC plans came within 20 weeks.", [1], "date"),
        # areas and names
        ("Ravensby was asked to bring down the wait for speech and language therapy.", [2], "area"),
        ("Northmoor families wait too long for help.", [6], "area"),
        ("The next review will be with Ines Calderwood.", [5], "name"),
        ("Ofelia Brandt commends the forum’s work.", [3], "name"),
        ("The next review in Paris will take place.", [5], "name"),
        # parts of two paragraphs in one sentence
        ("Ravensby was at 63% of new EHC plans, and Holmdale spent £2.5 million.", [1, 8], ""),  # swapped
        ("214 new EHC plans came within 20 weeks.", [1, 8], "figure"),  # of one paragraph, of another
        # places exchanged
        ("The wait fell from 26 to 39 weeks.", [9], "order"),
        ("54% of plans came in time in Ravensby and 63% in Holmdale.", [10], "order"),
        ("63% of plans came in time in Holmdale and 54% in Ravensby.", [10], "order"),
        # words that are not there
        ("The council wasted money on 214 places.", [8], "wasted"),
        ("Attendance fell because teachers are corrupt.", [4], "teachers"),
        ("Families wait too long for help from the police.", [6], "police"),
        # negation
        ("All plans are audited.", [4], ""),
        ("Some plans are audited.", [4], "denies"),
        ("Leaders know why.", [4], "denies"),
        ("Families in Ravensby do not wait too long for help.", [6], "denies"),
        ("No annual reviews are held on time.", [3], "denies"),
        ("Annual reviews aren't held on time.", [3], "denies"),
        # amounts
        ("All annual reviews are held on time.", [3], "almost"),
        ("Annual reviews are held on time.", [3], "almost"),
        ("Only some plans are not audited.", [4], "more than"),
        # if, may, will
        ("All pupils have a plan.", [6], ""),
        ("The council recruited five advisers.", [8], "done"),
        # asks are no facts, and praise is no ask
        ("The wait for speech and language therapy is down.", [2], "asked"),
        ("Every provider is visited each term.", [7], "asked"),
        ("Holmdale was asked to hold annual reviews on time.", [3], ""),
        ("Ravensby was praised for help to families.", [6], "praise"),
        # opposites
        ("Attendance rose in 2023.", [4], ""),
        # nothing that could be checked
        ("The letter says so.", [3], "nothing"),
        ("Is all well?", [3], "statement"),
        ("…", [3], "empty"),
        ("", [3], "empty"),
    ],
)
def test_a_sentence_that_says_something_else_falls(text: str, cited: list[int], why: str) -> None:
    found = proof(text, *map(whole, cited))
    assert found.proved == ()
    assert len(found.dropped) == 1
    assert why in found.dropped[0]


def test_a_sentence_whose_words_are_near_but_opposite_falls() -> None:
    lenient = Known(areas=AREAS, cover=lambda topic, text: 1.0)  # every word is taken as said
    sentence = Sentence(text="Attendance rose in 2023.", quotations=[whole(4)])
    assert prove([sentence], SHOWN, lenient).dropped == ("it says the opposite",)


def test_what_is_told_need_not_stand_in_the_quotation_but_mostly_must() -> None:
    near = Quotation(paragraph=4, first="Attendance fell", last="in 2023")
    assert proof("Attendance fell, the letter notes.", near).proved
    assert not proof("Some plans are not audited, and leaders do not know why.", near).proved


def test_a_quotation_is_widened_to_its_sentence_and_copied_from_the_letter() -> None:
    found = proof(
        "Annual reviews are almost all on time.", Quotation(paragraph=3, first="annual REVIEWS", last="held")
    )
    assert found.proved[0].sources[0].quote == "Almost all annual reviews are now held on time."


@pytest.mark.parametrize(
    ("quotations", "dropped"),
    [
        ([], "no quotation"),
        ([Quotation(paragraph=77, first="Attendance", last="2023")], "no quotation"),  # an unknown number
        ([Quotation(paragraph=4, first="Attendance soared", last="2023")], "not in its paragraph"),
        ([whole(4), Quotation(paragraph=4, first="Attendance fell", last="in 1999")], "not in its paragraph"),
        ([Quotation(paragraph=4, first="", last="")], "not in its paragraph"),
        ([Quotation(paragraph=4, first="...", last="!")], "not in its paragraph"),
        (
            [Quotation(paragraph=4, first="in 2023", last="Attendance fell")],
            "not in its paragraph",
        ),  # backwards
        ([Quotation(paragraph=4, first="ttendance", last="2023")], "not in its paragraph"),  # half a word
        (
            [Quotation(paragraph=1, first="You told", last="March 2024.")],
            "Attendance",
        ),  # a genuine one of others
    ],
)
def test_a_sentence_falls_with_its_quotations(quotations: list[Quotation], dropped: str) -> None:
    found = proof("Attendance fell in 2023.", *quotations)
    assert not found.proved
    assert dropped.lower() in found.dropped[0].lower() or "figure" in found.dropped[0]


def test_an_unknown_number_is_removed_where_another_quotation_holds() -> None:
    found = proof("Attendance fell in 2023.", Quotation(paragraph=77, first="x", last="y"), whole(4))
    assert len(found.proved[0].sources) == 1


def test_two_sentences_given_as_one_are_proved_each_alone() -> None:
    found = proof("Attendance fell in 2023. The council is bankrupt.", whole(4))
    assert [one.text for one in found.proved] == ["Attendance fell in 2023."]
    assert len(found.dropped) == 1


def test_the_same_sentence_is_told_once_and_the_number_of_sentences_is_limited() -> None:
    sentence = Sentence(text="Attendance fell in 2023.", quotations=[whole(4)])
    found = prove([sentence] * 100, SHOWN, KNOWN)
    assert len(found.proved) == 1
    assert found.dropped == ("the answer is too long",) * 60


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Attendance fell [4].", "Attendance fell."),
        ("Attendance fell [1, 2] [3].", "Attendance fell."),
        ("Attendance fell (paragraph 4).", "Attendance fell."),
        ("**Attendance** `fell`.", "Attendance fell ."),
        ("## Attendance fell.", "Attendance fell."),
        ("Attendance ![x](http://127.0.0.9/a.png) fell.", "Attendance fell."),
        ("Attendance ![x](http://127.0.0.9/a", "Attendance"),
        ("[Attendance](https://made.example) fell.", "Attendance fell."),
        ("Attendance fell https://made.example/?q=1", "Attendance fell"),
        ("Attendance <img src=x onerror=alert(1)> fell.", "Attendance fell."),
        ("Attendance\u202e fell\u200b.\x00", "Attendance fell ."),
    ],
)
def test_links_images_and_marks_are_taken_out(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
@example("a “b” c", 0, 7)
def test_a_quotation_taken_from_a_text_is_found_in_it(text: str, one: int, two: int) -> None:
    words = text.split()
    first, last = words[one : one + 3], words[two : two + 3]
    span = located(text, " ".join(first), " ".join(last))
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)


@given(
    st.text(max_size=80), st.lists(st.tuples(st.integers(-1, 9), st.text(max_size=9), st.text(max_size=9)))
)
def test_whatever_a_model_returns_every_proved_sentence_has_quotations_of_the_letters(
    text: str, quotations: list[tuple[int, str, str]]
) -> None:
    given_ = [Quotation(paragraph=n, first=first, last=last) for n, first, last in quotations]
    for one in proof(text, *given_).proved:
        assert one.sources
        assert all(source.quote in source.paragraph.text for source in one.sources)


def _obeying(injection: Injection, role: Role) -> Proof:
    """What is left of a model that writes what it is ordered to, resting it on everything it can."""
    letter = LETTERS[3]
    bad = Paragraph(letter_id=letter.metadata.id, number=99, text=injection.text, role=role)
    shown = [Shown(number=p.number, paragraph=p, letter=letter.metadata) for p in (*letter.paragraphs, bad)]
    wants = injection.wants.rstrip(".")
    exact = Quotation(paragraph=99, first=wants, last=wants)
    ways = [[exact], [whole(99, shown)], *([whole(p.number, shown)] for p in letter.paragraphs)]
    ways += [[whole(99, shown), *way] for way in ways[2:]]
    return prove([Sentence(text=injection.wants, quotations=way) for way in ways], shown, KNOWN)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda one: one.text[:40])
def test_a_model_that_obeys_a_letter_gets_nothing_through(injection: Injection, role: Role) -> None:
    assert _obeying(injection, role).proved == ()


def test_there_are_at_least_sixty_injections_and_most_are_never_shown_to_a_model() -> None:
    known = [addressed_to_machine(one.text) for one in INJECTIONS]
    assert len(INJECTIONS) >= 60
    assert sum(known) / len(known) > 0.6


@pytest.mark.parametrize(
    "text", [text for *_, text in ROWS] + [p.text for one in LETTERS for p in one.paragraphs]
)
def test_a_letter_to_people_reads_like_no_order_to_a_program(text: str) -> None:
    assert not addressed_to_machine(text)
