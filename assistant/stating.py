"""Does this sentence state the fact that is asked? A probability with its reasons, for the sentences nearest to it.

A logistic model of a few explainable features, as judge.py has for paragraphs. Its coefficients are in stating.json,
fitted by benchmarks/facts/train.py on passages that we made up; no question file trains it. What a sentence must hold
whatever the model says (a value of the kind that is asked, the time that is asked) is decided in kinds/facts.py.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.inquiry import Inquiry
from assistant.judge import Judged, probability
from assistant.looks import stems_of
from assistant.question import Question
from assistant.terms import sentences, stem
from assistant.values import VALUED, counting, plain

LOOKED_AT = 30  # paragraphs whose sentences are compared
WEIGHED = 4  # sentences that the model sees, the nearest by their words and their paragraph: more cost time and win nothing
READ = 240  # characters of a sentence that are embedded: longer ones cost time
AHEAD = 0.2  # of likeness before the next best sentence of its letter: more tells no more
KINDS = (*VALUED, "date", "person", "yes_no")

_CAUSE_ASKED = re.compile(
    r"\bwhy\b|\bhow\s+come\b|\b(?:reason|cause[ds]?|blamed?|led\s+to|behind)\b", re.IGNORECASE
)
_CAUSE = re.compile(
    r"\b(?:because|due\s+to|owing\s+to|result(?:s|ed)?|caus\w+|reasons?|led\s+to|attribut\w+|since|after|following|so\s+(?:that|as)|in\s+order\s+to|reflect\w*|want\s+of|blam\w+|explain\w*|link(?:s|ed)?|given|as|to)\b",
    re.IGNORECASE,
)
_NAME_ASKED = re.compile(  # what has a name of its own
    r"\b(?:which|what|whose)\s+(?:[\w’'-]+\s+){0,2}?(?:charit(?:y|ies)|firms?|compan(?:y|ies)|providers?|suppliers?|systems?|schemes?|apps?|programmes?|tools?|agenc(?:y|ies)|universit(?:y|ies)|schools?|hospitals?|towns?|villages?|contractors?|organisations?|software|brands?|builders?|operators?|banks?|colleges?|cent(?:re|er)s?|sites?|projects?|services?|platforms?|trusts?)\b|\b(?:called|named?|known\s+as)\b|^\W*where\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][\w&’'-]*")
_NO_NAMES = frozenset(
    """I You We The A An In At SEND EHC EHCP EHCPs EHCNA LA LAP ICB NHS DfE Ofsted CQC Council Department Education Health Care Priority
    Action Area Areas Improvement Plan Year Key Stage January February March April May June July August September
    October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
)
_BODY = re.compile(
    r"\b(?:directors?|officers?|heads?|headteachers?|managers?|leads?|leaders?|teams?|boards?|forum|councils?|councillors?|trusts?|compan(?:y|ies)|firms?|consultants?|governors?|chair|ministers?|inspectors?|advis[eo]rs?|universit(?:y|ies)|colleges?|charit(?:y|ies)|panels?|groups?|providers?|contractors?|therapists?|parents|volunteers|nurses?|commissioners?|agency|ombudsman|department|partnership|school)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may hold the fact, and how well it does."""

    one: Judged
    start: int
    end: int
    before: str = ""  # the sentence before it
    score: float = 0.0  # how likely it does; more where it fits the time that is asked

    @property
    def text(self) -> str:
        """The sentence."""
        return self.one.hit.paragraph.text[self.start : self.end]

    @property
    def near(self) -> str:
        """It and the one before: "this was 54%" speaks of that."""
        return self.before + self.text

    @property
    def around(self) -> str:
        """Its paragraph with the headings."""
        return f"{self.one.hit.paragraph.context} {self.one.hit.paragraph.text}"


def sentences_in(one: Judged) -> list[Candidate]:
    """Every sentence of a paragraph."""
    paragraph = one.hit.paragraph
    spans = sentences(paragraph.text, paragraph.label_end) or [(0, len(paragraph.text))]
    return [
        Candidate(one, start, end, paragraph.text[spans[max(0, at - 1)][0] : start])
        for at, (start, end) in enumerate(spans)
    ]


def nearest_of(inquiry: Inquiry, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that the model is to weigh."""
    ranked = sorted(found, key=lambda one: -one.one.probability - inquiry.matcher.in_words(one.near))
    return ranked[:WEIGHED]


def likelihoods(inquiry: Inquiry, found: Sequence[Candidate]) -> list[float]:
    """How likely each sentence states what is asked."""
    weights = coefficients()
    return [float(probability(row, weights)) for row in features(inquiry, found)]


def features(inquiry: Inquiry, found: Sequence[Candidate]) -> list[dict[str, float]]:
    """What the model sees of sentences that are weighed together."""
    if not found:
        return []
    alike = inquiry.likeness(asked(inquiry.question), [one.text[:READ] for one in found])
    rows = [_alone(inquiry, one, like) for one, like in zip(found, alike, strict=True)]
    letters = [one.one.hit.letter.id for one in found]
    for at, row in enumerate(rows):
        others = [alike[i] for i, letter in enumerate(letters) if i != at and letter == letters[at]]
        row["ahead_likeness"] = min(AHEAD, max(0.0, alike[at] - max(others, default=-1.0)))
        row["behind_likeness"] = max(alike) - alike[at]
    most = max(row["near"] for row in rows)
    return [{**row, "behind_near": most - row["near"]} for row in rows]


def asked(question: Question) -> str:
    """A question without the areas that it names, which their letters seldom say; what it is about counts twice."""
    text = question.standalone
    for name in question.areas:
        text = re.sub(
            rf"(?:\b(?:in|of|for|at|to)\s+)?\b{re.escape(name)}\b(?:[’']s?\b)?",
            " ",
            text,
            flags=re.IGNORECASE,
        )
    return " ".join(f"{text} {question.topic}".split())


def named_in(text: str, question: str) -> bool:
    """Whether a sentence names somebody or something that a question does not."""
    known = stems_of(question).words
    for found in _CAPITAL.finditer(text):
        word = found.group().strip("’'-")
        first = not re.search(r"\w", text[: found.start()]) and not word[1:2].isupper()
        if not first and word not in _NO_NAMES and stem(word) not in known:
            return True
    return False


def somebody_in(text: str, question: str) -> bool:
    """Whether a sentence speaks of a person, a post or a body at all that the question does not."""
    known = stems_of(question).words
    bodies = (stem(found.group().lower()) for found in _BODY.finditer(text))
    return any(body not in known for body in bodies) or named_in(text, question)


@cache
def coefficients() -> Mapping[str, float]:
    """The fitted weights."""
    path = Path(__file__).with_name("stating.json")
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return weights


def _alone(inquiry: Inquiry, one: Candidate, likeness: float) -> dict[str, float]:
    """What can be said of a sentence by itself."""
    question, matcher = inquiry.question, inquiry.matcher
    around = matcher.cover_of(one.around)
    known = [name for name in around.missing if matcher.known(name)]
    return {
        "paragraph": one.one.probability,
        "likeness": likeness,
        "near": matcher.in_words(one.near),
        "missing": min(1.0, len(known) / 3),
        "terms_missing": min(1.0, around.terms_missing / 2),
        **_kind(question, matcher.in_words(one.text)),
        **_holds(inquiry, one),
    }


def _kind(question: Question, cover: float) -> dict[str, float]:
    kinds = {f"asks_{kind}": float(question.expects == kind) for kind in KINDS}
    return {**kinds, "yes_no_own": kinds["asks_yes_no"] * cover}


def _holds(inquiry: Inquiry, one: Candidate) -> dict[str, float]:
    """Whether a sentence holds what a question of its kind wants: a count of the thing, a name, a cause."""
    question, expects, text = inquiry.question.standalone, inquiry.question.expects, one.text
    found = plain(text, expects) if expects in VALUED else []
    counted = expects == "number" and bool(counting(inquiry, text, one.before, found))
    person, named = expects == "person", named_in(text, question)
    thing = expects == "text" and bool(_NAME_ASKED.search(question))
    why, cause = bool(_CAUSE_ASKED.search(question)), bool(_CAUSE.search(text))
    return {
        "many": min(1.0, len(found) / 4),
        "uncounted": float(expects == "number" and not counted),
        "person_named": float(person and named),
        "thing_named": float(thing and named),
        "thing_unnamed": float(thing and not named),
        "cause": float(why and cause),
        "no_cause": float(why and not cause),
    }
