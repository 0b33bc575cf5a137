"""The role of each paragraph: section, lead-in, then its own words."""

import pytest

from ingest.letter import Paragraph, Role
from ingest.roles import assign, by_words
from ingest.segment import segment
from ingest.text import pages


def read(body: str) -> list[Paragraph]:
    """A letter's paragraphs with roles, without its front and its close."""
    text = (
        f"Jane Doe, Director\n\nDear Jane,\n\nREVIEW OF THE PLAN\n\n{body}\n\nYours sincerely,\n\nAlex Smith"
    )
    return list(assign(segment(pages(text))))[3:-2]


def roles(body: str) -> list[str]:
    return [paragraph.role.value for paragraph in read(body)]


def test_front_subject_and_close_are_admin() -> None:
    found = assign(
        segment(pages("9 May 2023\n\nDear Jane,\n\nREVIEW OF IT\n\nWe must act.\n\nYours sincerely,\n\nA B"))
    )
    assert [paragraph.role.value for paragraph in found] == [
        "admin",
        "admin",
        "admin",
        "ask",
        "admin",
        "admin",
    ]


SENTENCES = [
    # asked
    ("We would like to see evidence of impact.", Role.ASK),
    ("The partnership should continue to embed the strategy.", Role.ASK),
    ("It would be useful to see how partners work together.", Role.ASK),
    ("Further work is required to reduce waiting times.", Role.ASK),
    ("Progress has been made. However, leaders must reduce waiting times.", Role.ASK),
    ("We expect the board to report by May.", Role.ASK),
    ("Please send us the revised trajectory.", Role.ASK),
    ("Please add a scheme for old pipes to the plan.", Role.ASK),
    ("Nobody knows the cost. Agree a budget with us by 20 December 2024.", Role.ASK),
    ("Each family should have a named engineer by the end of September.", Role.ASK),
    ("The clinic has to open again no later than 1 January 2025.", Role.ASK),
    ("Staff do not stay; I should like your plan by spring.", Role.ASK),
    ("A communications plan is due by 14 March 2025.", Role.ASK),
    # a problem
    ("Delays in advice from partners.", Role.CONCERN),
    ("There has been no progress with the dashboard.", Role.CONCERN),
    ("Progress was made in the spring. However, waits are still too long.", Role.CONCERN),
    ("The plan is not yet embedded.", Role.CONCERN),
    ("Some of the figures remain a worry.", Role.CONCERN),
    # a success
    ("It is encouraging that schools have come.", Role.PRAISE),
    ("Good progress has been made with waiting times.", Role.PRAISE),
    ("There are no delays, and oversight is effective.", Role.PRAISE),
    ("The post room deserves credit.", Role.PRAISE),
    ("This is a welcome investment in the workforce.", Role.PRAISE),
    ("The programme is in good order and its fitters are well spoken of.", Role.PRAISE),
    ("Leaders have reduced the backlog, which is a strong improvement.", Role.PRAISE),
    ("The area has understood that it needs to listen, and relationships are well established.", Role.PRAISE),
    # neither
    ("The board meets each month.", Role.REPORT),
    ("Families have to wait for six months.", Role.REPORT),
    ("Please pass my thanks to Ada Moss.", Role.REPORT),
    ("Bring and share lunches were held by 12 schools.", Role.REPORT),
    ("Your proposals are due in the summer.", Role.REPORT),
    ("You told us that the backlog has grown.", Role.REPORT),
    ("The inspection found 'systemic failings' in 2021.", Role.REPORT),
]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("You should be proud of the sensory hub.", Role.PRAISE),
        ("The partnership should rightly be proud of its forum.", Role.PRAISE),
        ("You should be clear about who leads each action.", Role.ASK),
        ("We look forward to seeing you again on 1 September 2025.", Role.REPORT),
        ("We look forward to seeing the impact of the plan.", Role.ASK),
        ("Please set out how the board will be told.", Role.ASK),
    ],
)
def test_pride_and_goodbyes_ask_for_nothing(text: str, role: Role) -> None:
    assert by_words(text) is role


@pytest.mark.parametrize(("text", "role"), SENTENCES)
def test_a_sentence_alone_says_its_role(text: str, role: Role) -> None:
    assert by_words(text) is role


def test_inspection_text_ends_where_the_area_speaks() -> None:
    found = read(
        "Thank you for coming.\n\nArea for Improvement 2:\n\nLeaders should improve plans, including "
        "by:\n\n"
        "- writing them on time.\n\nYou told us that:\n\n- Plans are late.\n\nNext Steps:\n\n- Write "
        "more plans.\n"
    )
    assert [(paragraph.role.value, paragraph.next_steps) for paragraph in found] == [
        ("admin", False),
        ("requirement", True),
        ("requirement", True),
        ("report", False),
        ("report", False),
        ("ask", True),
    ]


def test_a_point_and_its_recommendation() -> None:
    found = read(
        "Thanks to all.\n\nNext Steps & Recommendations\n\nThe following recommendations will help.\n\n"
        "- **Reviews:** Delays in annual reviews.\n\nRecommendations: Partners to act.\n\n"
        "- **Groups:** There are a range of groups.\n\nRecommendations: Align them.\n\n"
        "- **Posts:** Five posts are vacant.\n\nRecommendations: Fill them.\n"
    )
    assert [paragraph.role.value for paragraph in found[1:]] == [
        "ask",  # the lead-in
        "concern",
        "ask",
        "report",
        "ask",
        "concern",
        "ask",
    ]
    assert all(paragraph.next_steps for paragraph in found[1:])
    assert [paragraph.asked for paragraph in found[1:]] == [True, True, True, False, True, True, True]


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("At your next review meeting, I would also like to see:", "ask"),
        ("We will meet with you in 6 months for an update on:", "ask"),
        ("When we next meet we will look for:", "ask"),
        ("You told us that:", "report"),
        ("It is encouraging that:", "praise"),
        ("We remain concerned that:", "concern"),
        ("The evidence demonstrated the range of actions taken. These included:", "praise"),
    ],
)
def test_a_list_takes_the_role_that_its_lead_in_gives(lead: str, role: str) -> None:
    assert roles(f"{lead}\n\n- The impact of the plan.\n- Parents are heard by the board.") == [role] * 3


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Successes", "praise"),
        ("WHAT IS GOING WELL", "praise"),
        ("Areas of concern", "concern"),
        ("## Recommendations", "ask"),
        ("What we would still like to see", "ask"),
        ("What must change", "ask"),
        ("Matters requiring action", "ask"),
        ("Where we look for improvement", "ask"),
        ("Where the harbour has delivered", "praise"),
        ("Positive findings", "praise"),
        ("Priority Action 1:", "requirement"),
        ("Background", "report"),
    ],
)
def test_a_heading_gives_its_role(heading: str, role: str) -> None:
    assert roles(f"Thank you for coming.\n\n{heading}\n\n- The work on the local offer.")[-1] == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Thank you for meeting us on 8 June 2022.", "admin"),
        ("We are grateful for the contributions of your parent carer forum.", "admin"),
        ("We are grateful to parents, who felt that co-production was evident.", "praise"),
        ("Your next review meeting should take place in October 2023. Please contact us.", "admin"),
        ("Your next review will be in May. We would expect you to show impact by then.", "ask"),
        ("We look forward to seeing you again on 1 September 2025.", "admin"),
        ("I am copying this letter to A Black (DfE Adviser).", "admin"),
        ("If you have any questions, please contact your adviser.", "admin"),
    ],
)
def test_thanks_dates_and_contacts_are_admin_unless_they_say_more(text: str, role: str) -> None:
    assert roles(text) == [role]


def test_a_list_of_concerns_under_next_steps_is_asked_about() -> None:
    found = read(
        "Thank you all.\n\nNext steps\n\nWe are concerned about the following:\n\n- waits for therapy."
    )
    assert [(paragraph.role.value, paragraph.asked) for paragraph in found[1:]] == [("concern", True)] * 2
