"""Names, titles, organisations, and the part that each person has."""

import pytest

from ingest.letter import Person
from ingest.names import described, names
from ingest.people import people_of
from ingest.segment import segment
from ingest.text import pages


def people(*, to: str = "", body: str = "", close: str = "") -> list[Person]:
    text = f"{to}\n\nDear All,\n\nREVIEW OF PLAN\n\n{body}\n\nYours sincerely,\n\n{close}"
    return list(people_of(segment(pages(text))))


def shown(found: list[Person]) -> list[tuple[str, str, str, str]]:
    return [(person.part, person.name, person.title, person.organisation) for person in found]


NAMED = [
    ("David Shaw, Director of Children's Services", "David Shaw", "Director of Children's Services", ""),
    ("Ann Lee Director of Care, Kent Council,", "Ann Lee", "Director of Care", "Kent Council"),
    ("Councillor Sam Roe, Leader of the Council", "Sam Roe", "Councillor, Leader of the Council", ""),
    ("Jo Ray, Chief Executive of NHS Kent Integrated Care Board", "Jo Ray", "Chief Executive",
     "NHS Kent Integrated Care Board"),
    ("Jo Ray, Chief Executive / ICS Lead Kent & Medway ICB", "Jo Ray", "Chief Executive / ICS Lead",
     "Kent & Medway ICB"),
    ("Jo Ray, Chief Nurse, Kent, and Medway ICB", "Jo Ray", "Chief Nurse", "Kent, and Medway ICB"),
    ("Dr Anne-Marie O'Neil, DCO", "Anne-Marie O'Neil", "DCO", ""),
    ("Jean de Souza, Head of SEND, NHS England", "Jean de Souza", "Head of SEND", "NHS England"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "title", "organisation"), NAMED)
def test_a_name_its_title_and_its_organisation(text: str, name: str, title: str, organisation: str) -> None:
    found = described(text)
    assert found is not None
    assert (found.name, found.title, found.organisation) == (name, title, organisation)
    assert text[found.start : found.end] == name


OFFICES = [
    "Department for Education",
    "Great Smith Street",
    "Northmoor County Council",
    "NHS Black Country ICB",
    "Milton Keynes",
    "Accelerated Progress Plan",
    "Chief Nursing Officer",
    "Parent Carer Forum",
    "North East London",
    "Winson Green Road",
]


@pytest.mark.parametrize("text", OFFICES)
def test_offices_and_places_are_no_names(text: str) -> None:
    assert list(names(text)) == []


ADDRESSED = [
    "Ann Lee, Director of Care, Kent Council\nJo Ray, Chief Nurse, NHS Kent ICB",
    "Ann Lee, Director of Care, Kent Council Jo Ray, Chief Nurse, NHS Kent ICB",
    "Ann Lee\nDirector of Care\nKent Council\nCounty Hall\nME1 2AB\n\nJo Ray\nChief Nurse\nNHS Kent ICB",
]


@pytest.mark.parametrize("to", ADDRESSED)
def test_addressees_in_lines_in_one_line_and_in_blocks(to: str) -> None:
    assert shown(people(to=to)) == [
        ("addressee", "Ann Lee", "Director of Care", "Kent Council"),
        ("addressee", "Jo Ray", "Chief Nurse", "NHS Kent ICB"),
    ]


def test_signatories_however_their_titles_are_set() -> None:
    close = "K. Moore\n\nKatie Moore, Regional Lead\n\nJason Henderson\n\nHead of Unit,\nDfE"
    assert shown(people(close=close)) == [
        ("signatory", "Katie Moore", "Regional Lead", ""),
        ("signatory", "Jason Henderson", "Head of Unit", "DfE"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "I am copying this letter to Al White, Leader of the Council, I am also copying this letter to "
        "Bo Tate (DfE Adviser) and Cy Roe (Head of SEND, NHS England).",
        "We are copying this letter to, Al White, (Leader of the Council), Bo Tate, (DfE Adviser), and "
        "Cy Roe (Head of SEND, NHS England).",
        "Copies of this letter go to Al White (Leader of the Council), Bo Tate (DfE Adviser) and Cy Roe "
        "(Head of SEND, NHS England).",
    ],
)  # fmt: skip
def test_who_is_copied_in(body: str) -> None:
    assert shown(people(body=body)) == [
        ("copied", "Al White", "Leader of the Council", ""),
        ("copied", "Bo Tate", "DfE Adviser", "DfE"),
        ("copied", "Cy Roe", "Head of SEND", "NHS England"),
    ]


def test_copies_after_the_signature() -> None:
    close = "Ann Lee\nRegional Lead\n\ncc: Mary Jones, SEND Adviser; John Brown, NHS England Adviser"
    assert shown(people(close=close))[1:] == [
        ("copied", "Mary Jones", "SEND Adviser", "DfE"),
        ("copied", "John Brown", "NHS England Adviser", "NHS England"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "SEND and NHS England Advisers, Pat Tate and Deb Ward, and Dee Roe as your DfE Case Lead, will "
        "continue to support you.",
        "Your SEND Adviser, Pat Tate, your NHS England Adviser, Deb Ward, and your DfE Case Lead, Dee "
        "Roe, will help.",
        "Pat Tate (SEND Adviser), Deb Ward (NHS England Adviser) and Dee Roe (DfE Case Lead) will keep "
        "in touch.",
        "Your advisers are Pat Tate (SEND) and Deb Ward (NHS England). Dee Roe will be your DfE Case Lead.",
    ],
)
def test_who_advises_and_for_whom(body: str) -> None:
    assert shown(people(body=body)) == [
        ("adviser", "Pat Tate", "SEND Adviser", "DfE"),
        ("adviser", "Deb Ward", "NHS England Adviser", "NHS England"),
        ("adviser", "Dee Roe", "DfE Case Lead", "DfE"),
    ]


def test_somebody_named_in_passing_is_mentioned() -> None:
    assert shown(people(body="You told us that your independent chair, Jane Friswell, has started.")) == [
        ("mentioned", "Jane Friswell", "independent chair", "")
    ]


def test_a_case_lead_is_the_departments_only_where_the_letter_speaks_of_it() -> None:
    body = "I came with Isobel Fair (case lead) and with Joe Amber of the Rivers Agency."
    assert shown(people(body=body)) == [("adviser", "Isobel Fair", "case lead", "")]
    asked = f"The Department for Education wrote. {body}"
    assert shown(people(body=asked)) == [("adviser", "Isobel Fair", "case lead", "DfE")]


def test_a_post_in_brackets_is_taken_before_the_words_that_lead_up_to_a_name() -> None:
    body = "Present for the company were yourself, Bea Lunn (Director of Service), and others."
    assert shown(people(body=body)) == [("mentioned", "Bea Lunn", "Director of Service", "")]


def test_copies_with_full_stops() -> None:
    found = people(close="Al Poe\nDeputy Director\n\nc.c. Lady Fay Tarn, Chair, Isle Trust")
    assert ("copied", "Fay Tarn", "Chair", "Isle Trust") in shown(found)
