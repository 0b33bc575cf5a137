"""What is made of the candidates of one question: the judge's word, for each of the things that it offers as a choice.

"Health visiting or ante natal contact" is judged as a whole and as either, and the likeliest of the three holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asking import stands_in
from assistant.choices import choices
from assistant.directions import direction, moving
from assistant.glossary import Glossary
from assistant.intents import OF_MANY
from assistant.judge import Judgement, judge
from assistant.looks import Words
from assistant.matching import Matcher
from assistant.question import Question
from assistant.reranker import Reranker, reconsidered
from assistant.shares import mostly, of_few
from assistant.terms import sentences
from vectorstore.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that a question offers as a choice, as a question of its own."""

    question: Question
    matcher: Matcher


def options(question: Question, glossary: Glossary, words: Words) -> tuple[Option, ...]:
    """The things that a question about many letters offers as a choice; () for none."""
    if question.intent not in OF_MANY:
        return ()
    whole = [(one.start, one.end) for one in question.concepts]

    def one_thing(words: str) -> bool:
        found = glossary.concepts(words)
        return len(found) == 1 and bool(found[0].known)

    concepts = {topic: glossary.concepts(topic) for topic in choices(question.topic, whole, one_thing)}
    return tuple(
        Option(replace(question, topic=topic, concepts=found), Matcher(topic, found, words))
        for topic, found in concepts.items()
    )


def judged(
    question: Question,
    drawn: Drawn,
    matcher: Matcher,
    offered: Sequence[Option] = (),
    reranker: Reranker | None = None,
) -> Judgement:
    """Judge the candidates; `drawn.also` has the likeness to each option's topic, in order."""
    found = judge(question, drawn, matcher)
    for option, dense in zip(offered, drawn.also, strict=False):  # nothing is drawn of no letters
        found = found.or_else(judge(option.question, replace(drawn, dense=dense), option.matcher, lone=False))
    if question.of_list:
        found = found.held_to(lambda paragraph: stands_in(question.of_list, paragraph.headings))
    if question.intent in OF_MANY and mostly(question.standalone):
        found = found.held_to(lambda paragraph: not of_few(paragraph, matcher.in_words))
    way, _ = direction(question) if question.intent in OF_MANY else ("", "")
    if way:
        found = found.held_to(
            lambda one: bool(moving(one, sentences(one.text, one.label_end), way, matcher.in_words))
        )
    return reconsidered(found, reranker, question.topic) if reranker else found
