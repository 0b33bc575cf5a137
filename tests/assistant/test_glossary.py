"""Words that say the same thing, and the concepts of a topic."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.glossary import EVERYDAY, FAMILY, NEAR, SAME, Glossary, content, merged, shipped
from assistant.terms import STOP_WORDS, stem, stems, tokens

WORDS = st.sampled_from(
    [
        "the",
        "annual",
        "review",
        "of",
        "delays",
        "in",
        "speech",
        "and",
        "language",
        "therapy",
        "EHC",
        "plans,",
        "education",
        "health",
        "care",
        "plan",
        "or",
        "parents",
        "20",
        "weeks",
        "waiting",
        "list",
        "SENCO",
        "co-production",
        "school,",
        "absence",
        "transport",
        "zorkling",
    ]
)


def glossary(folder: Path, text: str) -> Glossary:
    path = folder / "glossary.csv"
    path.write_text(text, encoding="utf-8")
    return merged(path)


def names(glossary_: Glossary, topic: str) -> list[str]:
    return [concept.name for concept in glossary_.concepts(topic)]


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_every_word_that_tells_belongs_to_exactly_one_concept(topic: str) -> None:
    concepts = shipped().concepts(topic)
    assert all(one.end <= two.start for one, two in itertools.pairwise(concepts))
    for token in tokens(topic):
        holding = [c for c in concepts if c.start <= token.start and token.end <= c.end]
        assert len(holding) == 1 or (not holding and token.word in STOP_WORDS)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_a_concept_is_always_expressed_in_full_by_its_own_words(topic: str) -> None:
    for concept in shipped().concepts(topic):
        own = tuple(stem(word) for word in concept.name.split())
        assert dict(concept.phrases)[own] == SAME
        assert all(0 < strength <= SAME for _, strength in concept.phrases)


def test_same_and_near_words_have_their_strengths_and_hold_both_ways(tmp_path: Path) -> None:
    made = glossary(tmp_path, "term,same,near\neducation board,EB,school panel; class council\n")
    (whole,) = made.concepts("education board")
    (short,) = made.concepts("EB")
    assert dict(whole.phrases)[(stem("EB"),)] == SAME
    assert dict(short.phrases)[(stem("education"), stem("board"))] == SAME
    assert dict(short.phrases)[(stem("class"), stem("council"))] == NEAR
    (near,) = made.concepts("school panel")
    assert dict(near.phrases)[(stem("EB"),)] == NEAR


def test_everyday_words_count_less_than_synonyms(tmp_path: Path) -> None:
    made = glossary(tmp_path, "term,synonyms\nexclusion,kicked out\n")
    (concept,) = made.concepts("kicked out")
    assert dict(concept.phrases)[(stem("exclusion"),)] == EVERYDAY < NEAR < SAME


def test_words_of_one_family_say_nearly_the_same(tmp_path: Path) -> None:
    made = glossary(tmp_path, "term,family\ncomplaint,complain\n")
    (concept,) = made.concepts("complaining")
    assert NEAR < dict(concept.phrases)[(stem("complaints"),)] == FAMILY < SAME
    assert not concept.official


def test_several_files_are_one_glossary_and_the_stronger_tie_wins(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("term,same,near\nwidget,,gadget\n", encoding="utf-8")
    two.write_text("term,same,near\nwidget,gadget,\n", encoding="utf-8")
    (concept,) = merged(one, two).concepts("widget")
    assert dict(concept.phrases)[(stem("gadget"),)] == SAME


def test_the_longest_known_phrase_is_one_concept() -> None:
    assert names(shipped(), "education, health and care plans") == ["education health and care plans"]
    assert names(shipped(), "delays in speech and language therapy")[-1] == "speech and language therapy"


def test_a_known_phrase_is_known_in_another_order(tmp_path: Path) -> None:
    made = glossary(tmp_path, "term,same\nquality of plans,plan quality\n")
    assert len(made.concepts("plan quality")) == 1
    assert len(made.concepts("plans with quality")) == 1
    assert len(made.concepts("plans or quality")) == 2  # two things, not one


@pytest.mark.parametrize("topic", ["", "the of and", "… ?"])
def test_a_topic_without_words_has_no_concepts(topic: str) -> None:
    assert shipped().concepts(topic) == ()


@pytest.mark.parametrize("word", ["improve", "children", "plan", "area", "children and young people"])
def test_words_that_frame_an_ask_are_generic(word: str) -> None:
    assert all(concept.generic for concept in shipped().concepts(word))


@pytest.mark.parametrize("word", ["transport", "co-production", "attendance", "EHCP", "SALT", "CAMHS"])
def test_words_of_the_field_are_not_generic(word: str) -> None:
    (concept,) = shipped().concepts(word)
    assert not concept.generic


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("EHCP", "education, health and care plan"),
        ("SALT", "speech and language therapy"),
        ("SENCO", "special educational needs coordinator"),
        ("CAMHS", "child and adolescent mental health services"),
    ],
)
def test_an_abbreviation_and_its_long_form_mean_the_same(short: str, long: str) -> None:
    (concept,) = shipped().concepts(short)
    (spelt,) = shipped().concepts(long)
    long_content = content(tuple(token.stem for token in tokens(long)))
    assert any(content(phrase) == long_content and s >= NEAR for phrase, s in concept.phrases)
    assert dict(spelt.phrases).get((stem(short),), 0) >= NEAR


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("autism", "neurodevelopmental", True),  # the general term covers its members
        ("ADHD", "neurodivergent", True),
        ("autism", "ADHD", False),  # and none of them another
        ("part-time timetable", "reduced timetable", True),
        ("part-time timetable", "children missing education", False),
        ("NEET", "not in education, employment or training", True),
        ("time limit", "timely", True),
        ("governance", "challenge", False),
    ],
)
def test_terms_are_tied_to_what_they_mean_and_to_no_neighbour(one: str, other: str, near: bool) -> None:
    (concept,) = shipped().concepts(one)
    said = {" ".join(phrase) for phrase, _ in concept.phrases}
    assert (" ".join(stems(other)) in said) is near


def test_two_synonyms_of_a_term_are_tied_less_than_each_is_to_it(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("term,same,near\nramp,,slope; incline\n", encoding="utf-8")
    ties = merged(path).phrases
    assert ties[("ramp",)][("slope",)] == NEAR
    assert 0 < ties[("slope",)][("inclin",)] < NEAR


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("reviews held more quickly", "timeliness"),
        ("checks for pregnant women", "expectant mothers"),
        ("moving into adulthood", "transition planning"),
    ],
)
def test_plain_words_are_tied_to_what_officials_write(topic: str, said: str) -> None:
    phrases = {phrase for one in shipped().concepts(topic) if not one.generic for phrase, _ in one.phrases}
    assert tuple(stems(said)) in phrases


def test_who_asks_for_health_visitors_means_no_other_nurses() -> None:
    (visitors,) = shipped().concepts("health visitors")
    assert not {(stem("nurse"),), (stem("nursing"),)} & {phrase for phrase, _ in visitors.phrases}


@pytest.mark.parametrize("called", ["dynamic support pathway", "dynamic support database", "DSR"])
def test_a_dynamic_support_register_has_local_names(called: str) -> None:
    (register,) = shipped().concepts("dynamic support register")
    assert max(strength for phrase, strength in register.phrases if phrase == stems(called)) >= NEAR


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("open about setbacks", "transparency"),
        ("upfront about setbacks", "transparency"),
        ("what works in schools", "good practice"),
        ("talk to other councils", "liaise with"),
        ("someone speaking for headteachers", "representatives"),
        ("a spokesperson for headteachers", "representative"),
    ],
)
def test_everyday_ways_to_put_it_are_tied_to_what_letters_print(said: str, printed: str) -> None:
    tied = {phrase for one in shipped().concepts(said) for phrase, _ in one.phrases}
    assert tuple(stem(word) for word in printed.split()) in tied
