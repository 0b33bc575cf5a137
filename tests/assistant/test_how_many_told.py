"""How much is to be told, and in what form, is no topic."""

import pytest

from assistant.collection import Collection
from assistant.glossary import shipped
from assistant.question import understand
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)


@pytest.mark.parametrize(
    ("text", "intent", "topic", "role"),
    [
        ("Give me three key concerns about Holmdale", "points", "", "criticised"),
        ("List the main strengths of Holmdale", "points", "", "praised"),
        ("Summarise Holmdale's weaknesses", "points", "", "criticised"),
        ("Summarise what Holmdale was asked to do about transport", "points", "transport", "asked"),
        ("Summarise Holmdale in two sentences", "summary", "", ""),
        ("Give me a summary of Holmdale in three bullet points", "summary", "", ""),
        ("What should Holmdale do first?", "points", "", "asked"),
        ("What are the three main next steps for Holmdale?", "points", "", "asked"),
        (
            "Which letters have recommendations?",
            "list-areas",
            "recommendations",
            "asked",
        ),  # these are asked for
        ("What concerns were raised about waits in Holmdale?", "points", "waits", "criticised"),
        ("What problems are there with waits in Holmdale?", "points", "waits", "criticised"),
    ],
)
def test_a_number_of_points_is_no_topic(text: str, intent: str, topic: str, role: str) -> None:
    read = understand(text, COLLECTION, shipped())
    assert (read.intent, read.topic, read.role_word) == (intent, topic, role)
