"""Rules and tagger put together: who is believed, and which words are the topic."""

from assistant.reading import ROLES_OF, Reading, heard
from assistant.tagger import Tags

TEXT = "Whose homework is it to mend the parent forum in Northmoor?"
NAMED = [(TEXT.index("in Northmoor"), TEXT.index("?"))]
RULED = Reading("points", "", (), "homework is it to mend the parent forum")


def tags(intent: str, chance: float, ruled: str = "points", role: str = "asked", topic: str = "") -> Tags:
    rest = (1 - chance) / 10
    intents = dict.fromkeys(
        (
            "list-areas",
            "negation",
            "comparison",
            "praise-vs-ask",
            "summary",
            "out-of-scope",
            "single-fact",
            "points",
        ),
        rest,
    ) | {ruled: rest, intent: chance}
    roles = dict.fromkeys(ROLES_OF, 0.01) | {role: 0.96}
    spans = [(TEXT.index(word), TEXT.index(word) + len(word), 0.9) for word in topic.split()]
    return Tags(intents, roles, tuple(spans))


def test_a_sure_tagger_is_believed_where_the_rules_fell_back() -> None:
    read = heard(TEXT, RULED, tags("list-areas", 0.9, topic="mend parent forum Northmoor"), NAMED, 1)
    assert read == Reading("list-areas", "asked", ROLES_OF["asked"], "mend the parent forum")


def test_a_doubtful_tagger_is_not_believed() -> None:
    agreeing = tags("list-areas", 0.45, role="any")
    assert heard(TEXT, RULED, agreeing, NAMED, 1) is RULED


def test_a_pattern_of_one_kind_counts_for_more_than_a_fallback() -> None:
    ruled = Reading("timeline", "", (), "the parent forum")
    assert heard(TEXT, ruled, tags("list-areas", 0.8, "timeline", role="any"), NAMED, 1) is ruled
    assert (
        heard(TEXT, ruled, tags("list-areas", 0.99, "timeline", role="any"), NAMED, 1).intent == "list-areas"
    )


def test_rules_that_refuse_are_believed_and_the_tagger_where_it_is_sure() -> None:
    refused = Reading("out-of-scope", "", (), "directors")
    assert heard(TEXT, refused, tags("list-areas", 0.99, "out-of-scope", role="any"), NAMED, 1) is refused
    assert heard(TEXT, RULED, tags("out-of-scope", 0.6, role="any"), NAMED, 1) is RULED
    assert heard(TEXT, RULED, tags("out-of-scope", 0.99, role="any"), NAMED, 1).intent == "out-of-scope"


def test_a_comparison_needs_two_areas_and_a_contrast_one() -> None:
    compared = tags("comparison", 0.99, role="any")
    assert heard(TEXT, RULED, compared, NAMED, 1) is RULED
    assert heard(TEXT, RULED, compared, NAMED, 2).intent == "comparison"
    contrast = tags("praise-vs-ask", 0.99, role="any")
    assert heard(TEXT, RULED, contrast, NAMED, 0) is RULED
    assert heard(TEXT, RULED, contrast, NAMED, 1).intent == "praise-vs-ask"


def test_a_point_and_a_fact_are_told_apart_by_the_rules() -> None:
    ruled = Reading("single-fact", "", (), "forum")
    assert heard(TEXT, ruled, tags("points", 0.99, "single-fact", role="any"), NAMED, 1) is ruled


def test_words_far_apart_are_joined_by_a_space_and_names_are_no_part_of_a_topic() -> None:
    read = heard(TEXT, RULED, tags("list-areas", 0.9, topic="homework parent forum Northmoor"), NAMED, 1)
    assert read.topic == "homework parent forum"


SET = "Where was the support register, or the like of it, praised by inspectors?"


def of_set(topic: str, likely: dict[str, float]) -> str:
    """The topic of SET that is kept, where the tagger gives the words these chances and the others none."""
    intents = dict.fromkeys(("negation", "comparison", "summary", "out-of-scope", "points"), 0.01)
    roles = dict.fromkeys(ROLES_OF, 0.01) | {"praised": 0.96}
    spans = [(SET.index(word), SET.index(word) + len(word), chance) for word, chance in likely.items()]
    ruled = Reading("list-areas", "praised", ROLES_OF["praised"], topic)
    return heard(SET, ruled, Tags({**intents, "list-areas": 0.95}, roles, tuple(spans)), [], 0).topic


def test_words_that_surely_frame_a_set_question_are_no_part_of_its_topic() -> None:
    ruled = "support register, or the like of it, praised by inspectors"
    assert of_set(ruled, {"support": 0.9, "register": 0.9}) == "support register, or the like"
    assert of_set("praised by inspectors", {"inspectors": 0.9}) == "inspectors"


def test_a_topic_is_left_as_it_is_where_the_tagger_sees_none_or_one_of_several() -> None:
    ruled = "register, or the like of it"
    assert of_set(ruled, {"register": 0.3}) == ruled
    assert of_set("support register, or the like of it", {"like": 0.9}) == "like"
    assert of_set("support register, or", {"or": 0.0}) == "support register, or"


def test_what_areas_were_doing_is_asked_of_any_role() -> None:
    text = "Which areas were taking on more teachers?"
    intents = dict.fromkeys(("negation", "comparison", "summary", "out-of-scope", "points"), 0.01)
    roles = dict.fromkeys(ROLES_OF, 0.01) | {"asked": 0.96}
    tags = Tags({**intents, "list-areas": 0.95}, roles, ((text.index("teachers"), len(text) - 1, 0.9),))
    assert heard(text, Reading("list-areas", "", (), "more teachers"), tags, [], 0).role == ""
