"""Gold quotations are found in the paragraphs that ingestion made of their letters."""

import pytest

from assistant.evaluation.cases import Case
from assistant.evaluation.gold import check_citations, find_gold
from assistant.evaluation.shelf import LetterText, Shelf
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from tests.assistant.evaluation.fake import UNKNOWN, FakeSystem, answer, letters

RECOMMENDED = "Reduce the waiting times for assessment"


def text_of(*texts: str, headings: tuple[str, ...] = ()) -> LetterText:
    paragraphs = tuple(
        Paragraph(letter_id="x", number=number, text=text, role=Role.ASK, headings=headings)
        for number, text in enumerate(texts, start=1)
    )
    return LetterText.of(Letter(metadata=LetterMetadata(id="x", source="x.txt"), paragraphs=paragraphs))


def case(**fields: object) -> Case:
    return Case.model_validate({"id": "a", "question": "?", **fields}, strict=False)


@pytest.mark.parametrize(
    ("texts", "quote", "numbers"),
    [
        (("one two three", "four five six"), "four  five\nsix", [2]),
        (("We ask for better plans.", "Thanks."), "- We ask for **better** plans.", [1]),
        (("improve the co-production of plans",), "improve the co-\nproduction of plans", [1]),
        (("same words here again", "same words here again"), "same words here again", [1, 2]),
        # a lead-in and its bullet in one quotation: the paragraph that holds most of it
        (("You should:", "cut the wait for therapy"), "You should: cut the wait for therapy", [2]),
        # OCR misread two letters
        (("Reduce the vvaiting times for assessment",), "Reduce the waiting times for assessment", [1]),
        # a page number stood in the middle of the quotation's source
        ((RECOMMENDED, "Thank you."), "Reduce the waiting times 3 for assessment", [1]),
        (("Reduce the waiting times",), "Extend the opening hours of the library", []),
        (("Reduce the waiting times",), "…", []),
    ],
)  # fmt: skip
def test_a_quotation_is_found_in_its_paragraph(
    texts: tuple[str, ...], quote: str, numbers: list[int]
) -> None:
    assert text_of(*texts).holding(quote) == {f"x#{number}" for number in numbers}


def test_a_quotation_may_begin_with_the_heading() -> None:
    text = text_of("Embed the voice of children", headings=("Recommendations",))
    assert text.holding("Recommendations: Embed the voice of children") == {"x#1"}


def test_a_passage_covers_the_paragraphs_it_has_half_of() -> None:
    text = text_of(
        "a first paragraph of words", "a second paragraph of words", "a third and long paragraph of words"
    )
    assert text.covered("x#0", "a first paragraph of words\n\na second paragraph of words\n\na third") == {
        "x#1",
        "x#2",
    }
    assert text.covered("x#2", "second paragraph") == {"x#2"}
    assert text.is_verbatim("of words a second")
    assert not text.is_verbatim("of words and more")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("ash.txt", ("ash",)),
        ("in/ash.txt", ("ash",)),
        ("other/ash.txt", ()),
        ("sh.txt", ()),
        ("birch.pdf", ("birch",)),
    ],
)
def test_a_letter_is_known_by_the_name_of_its_file(name: str, ids: tuple[str, ...]) -> None:
    assert Shelf(FakeSystem()).named(name) == ids


def test_an_attachment_is_known_by_its_own_name_and_by_its_mail() -> None:
    mail = LetterMetadata(id="m", source="in/mail.eml#plan.pdf")
    shelf = Shelf(FakeSystem(collection={"m": Letter(metadata=mail, paragraphs=())}))
    assert shelf.named("plan.pdf") == shelf.named("mail.eml") == shelf.named("mail.eml#plan.pdf") == ("m",)


def test_a_letter_is_known_by_every_file_it_came_from() -> None:
    class Copied(FakeSystem):
        def sources(self, letter_id: str) -> tuple[str, ...]:
            return (f"copies/{letter_id}-copy.txt",)

    assert Shelf(Copied()).named("ash-copy.txt") == Shelf(Copied()).named("ash.txt") == ("ash",)


def test_letters_that_are_not_indexed_and_quotations_that_are_nowhere_are_told_apart() -> None:
    support = [
        {"letter": "oak.txt", "quote": "x"},
        {"letter": "ash.txt", "quote": "Nothing of the kind was said."},
    ]
    gold = find_gold(case(gold_support=support), Shelf(FakeSystem()))
    assert gold.absent == ("oak.txt",)
    assert [one.letter for one in gold.unfound] == ["ash.txt"]


def test_citations_from_letters_of_optional_areas_count_neither_way() -> None:
    one = case(
        gold_areas=["Ashby"],
        optional_areas=[UNKNOWN],
        gold_support=[{"letter": "ash.txt", "quote": "We ask that annual reviews are held on time."}],
    )
    shelf = Shelf(FakeSystem())
    checks = check_citations(one, answer("ash#1", "birch#1", "cedar#1"), find_gold(one, shelf), shelf)
    assert [(check.counts, check.good) for check in checks] == [(True, True), (True, False), (False, False)]


def test_without_gold_quotations_a_citation_need_only_be_verbatim() -> None:
    shelf = Shelf(FakeSystem())
    unquoted, nothing = case(), case(answerable=False)
    assert check_citations(unquoted, answer("birch#1"), find_gold(unquoted, shelf), shelf)[0].good
    assert not check_citations(nothing, answer("birch#1"), find_gold(nothing, shelf), shelf)[0].good


def test_a_quotation_that_its_letter_does_not_hold_is_not_verbatim() -> None:
    changed = {**letters(), "ash": letters({"ash.txt": (("Ashby",), "Other words.")})["ash"]}
    shelf = Shelf(FakeSystem(collection=changed))
    assert not check_citations(case(), answer("ash#1"), find_gold(case(), shelf), shelf)[0].verbatim
