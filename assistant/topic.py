"""What a question is about: itself without the words that frame it, and without the areas and dates it names."""

import re
from dataclasses import replace

from assistant import frames
from assistant.glossary import Concept
from assistant.terms import STOP_WORDS, Token, tokens

_TO_DO = (
    r"\b(?:ask(?:ed)?|told|urged|pressed|required|expected|encouraged|advised|recommended|needs?|needed|has|have|had)"
    r"\s+(?:\w+\s+)?to\s+(?:(?:do\s+more\s+to|also|now|better)\s+)?"
)
_TO_TALK = re.compile(
    rf"{_TO_DO}(?:speak|talk|discuss|speak\s+up)\s+(?:to|with)\b", re.IGNORECASE
)  # no frame, but what is to be done
_GO_AND = re.compile(r"(?<=\bto\s)(?:go|try)\s+and\b(?=\s+\w)", re.IGNORECASE)
_CHOICE = frozenset(["out", "versus", "vs", "v", "take", "either", "between"])  # that open a choice of areas
_MANY = r"(?:the|about|around|just|only|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|\d+|hundred|a|an|single|few|couple|main|key|top|biggest|best|worst|chief|principal|major|most|important|short|brief|bullet|next|of)"
_SOME_THINGS = re.compile(  # "give me three things that it was praised for": how many of them, and no topic
    rf"(?:{_MANY}\s+)*(?:things?|points?|examples?)"
    rf"|(?:{_MANY}\s+)+(?:bullets?|sentences?|lines?|words?|paragraphs?|asks?|concerns?|criticisms?|strengths?|weaknesses|problems?|issues?|recommendations?|requests?|actions?|priorities|findings?|messages?|headlines?|takeaways?|steps?)"
    rf"|{_MANY}(?:\s+{_MANY})+|first|now",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"\s[–—-]+\s|:\s")
_LEFT_OVER = re.compile(  # of what was named: "'s", "(waits in A) or (in B)", "(compare it in A) with that (in B)"
    r"(?:^|\s)['’]s\b|\s*,?\s*\bor\s*(?=\(|$)|\s+(?:with|to)\s+(?:that|those|the\s+same)\s*$|^\W*or\s+(?:(?:have|has|had|get|got)\s+)?(?:(?:longer|shorter|higher|lower|more|fewer|less|better|worse)\s+)?",
    re.IGNORECASE,
)
_WITH_ANOTHER = re.compile(  # "how does progress in A compare with that in B": progress
    r"(?<=\w)\s+(?:compares?|differs?|varies|vary)\s+(?:with|to|from|against|between)\b.*$", re.IGNORECASE
)
_ACCORDING = re.compile(  # who says so
    r",?\s+(?:according\s+to|(?:going|judging|to\s+go)\s+by|in\s+the\s+(?:view|eyes|opinion|judge?ment)\s+of)\b[^?]*[?.!]*\s*$",
    re.IGNORECASE,
)
_HOW_FAR = re.compile(
    r"\W*(?:how\s+(?:long|far|often|old|big|large)|(?:(?:up\s+to|until|till|from|at|by|before|after|for|over)\s+)?(?:what|which)\s+ages?)\b",
    re.IGNORECASE,
)
THINGS = re.compile(  # "how many things was it asked to do": the things are whatever it was asked
    r"^\W*(?:and\s+|so\s+)?how\s+many\s+(?:different\s+|separate\s+)?(?:things?|points?|items?|matters?)\b(?=\s+(?:was|were|is|are|did|do|does|has|have|must|should)\b)",
    re.IGNORECASE,
)
_SO_MANY = re.compile(  # "which of these four"
    r"^\W*(?:and\s+|so\s+)?(?:which|what|who|how\s+many|do|did|have|has|are|were|was|any|all)\s+(?:(?:any|all)\s+)?of\s+(?:the|these|those|our)\s+(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|\d+)\b",
    re.IGNORECASE,
)
_LEFT_HANGING = frozenset(
    [
        "also",
        "too",
        "still",
        "again",
        "new",
        "longer",
        "anymore",
        "next",
        "moved",
        "gone",
        "flagged",
        "raised",
        "mentioned",
        "asked",
        "told",
        "praised",
        "discussed",
        "criticised",
        "criticized",
        "commended",
        "credited",
        "urged",
        "pressed",
        "need",
        "needs",
        "needed",
        "must",
        "should",
        "compare",
        "compares",
        "compared",
        "differ",
        "differs",
        "worse",
        "better",
        "longer",
        "shorter",
        "higher",
        "lower",
    ]
)


def topic_of(text: str, named: list[tuple[int, int]]) -> str:
    """What a question is about: itself without its frame, and without the areas and dates it names."""
    body = _ACCORDING.sub("", frames.EITHER_WAY.sub("", text))
    body = frames.TRAILING.sub("", frames.AT_END.sub("", body)).rstrip(" ?.!")
    for aside in (frames.ASIDE, _GO_AND):
        body = aside.sub(lambda found: " " * len(found.group()), body)
    kept = _unnamed(body, named)
    if (other := _WITH_ANOTHER.search(body)) and not _only_frames(_unnamed(body[: other.start()], named)):
        body = body[: other.start()]
        kept = _unnamed(body, named)
    opening = (
        frames.OPENING.search(body)
        or _SO_MANY.search(body)
        or THINGS.match(body)
        or _of_named(body, kept)
        or _after_names(body, kept)
    )
    if opening:
        kept = [token for token in kept if token.start >= opening.end()]
    if found := _HOW_FAR.match(body):
        kept = [token for token in kept if token.start >= found.end()]
    talk = found.group().split()[-2:] if (found := _TO_TALK.search(body)) else []
    while (
        kept
        and [token.word for token in kept[:2]] != talk
        and (
            _coming_back(kept)
            or kept[0].word in ("or", "and")
            or (
                _frames(kept[0].word.replace("’", "'"))
                and not _local_thing(kept)
                and not _hyphened(body, kept)
            )
        )
    ):
        kept.pop(0)
    while kept and kept[-1].word in STOP_WORDS | _LEFT_HANGING:
        kept.pop()
    if not kept:
        return ""
    topic, at = "", kept[0].start
    for start, end in sorted(wider(body, start, end) for start, end in named):
        if at <= end and start < kept[-1].end:
            topic += body[at : max(at, start)] + " "
            at = max(at, end)
    found_topic = tidied(frames.TRAILING.sub("", topic + body[at : kept[-1].end]))
    return "" if _SOME_THINGS.fullmatch(found_topic) else found_topic


def led(text: str, topic: str, concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """The concepts of a topic, the first one marked where the question asks who should do it ("asked to widen …")."""
    first = re.match(r"[\w’'-]+", topic)
    if not (first and concepts and concepts[0].start == 0 and not concepts[0].official):
        return concepts
    if not re.search(_TO_DO + re.escape(first.group()), text, re.IGNORECASE):
        return concepts
    return (replace(concepts[0], leading=True), *concepts[1:])


def either_of(topic: str) -> str:
    """A topic of which either half will do, every word where it was: the history of two things is that of each."""
    return re.sub(r"\band\b", "or ", topic)


def _unnamed(body: str, named: list[tuple[int, int]]) -> list[Token]:
    return [token for token in tokens(body) if not any(start <= token.start < end for start, end in named)]


def _only_frames(words: list[Token]) -> bool:
    return all(_frames(token.word.replace("’", "'")) or token.word in STOP_WORDS for token in words)


def _after_names(body: str, kept: list[Token]) -> re.Match[str] | None:
    """Where "A v B – how did …" has named them all; None where something else stands before that."""
    found = _SET_APART.search(body)
    before = [token.word for token in kept if found and token.start < found.start()]
    named_first = found and len(before) < len(tokens(body[: found.start()]))
    return found if named_first and all(word in STOP_WORDS | _CHOICE for word in before) else None


def _of_named(body: str, kept: list[Token]) -> re.Match[str] | None:
    """Where "A or B: which of the two …" has named them all; None where something else stands before that."""
    found = frames.ONE_OF.search(body)
    before = [token.word for token in kept if found and token.start < found.start()]
    return found if all(word in STOP_WORDS | _CHOICE for word in before) else None


def _frames(word: str) -> bool:
    """Whether a word only frames a question: "areas", "area's", "weren't"."""
    return word.removesuffix("'s").rstrip("'") in frames.FRAME_WORDS or word.endswith("n't")


def _local_thing(kept: list[Token]) -> bool:
    """Whether words begin with something local that is no area: "local offer"."""
    return kept[0].word == "local" and len(kept) > 1 and kept[1].word not in frames.FRAME_WORDS


def _hyphened(body: str, kept: list[Token]) -> bool:
    """Whether the first word is half of one with a hyphen: "over-fives"."""
    return len(kept) > 1 and body[kept[0].end : kept[1].start] == "-"


def _coming_back(kept: list[Token]) -> bool:
    """Whether words only say that somebody is to report again: "come back with proof"."""
    return kept[0].word == "back" and len(kept) > 2 and kept[1].word in ("with", "on", "about", "to")


def wider(text: str, start: int, end: int) -> tuple[int, int]:
    """A name with the preposition before it and the possessive after it."""
    before = re.search(
        r"(?:\b(?:other\s+than|except(?:\s+for)?|apart\s+from|besides|excluding|in|under|within|covered\s+by|served\s+by|for|to|of|from|with|at|by|on|about|since|during|between|and|across|the)\s+)+$",
        text[:start],
        re.IGNORECASE,
    )
    after = re.match(r"['’]s?\b(?:\s+(?:letter|report)s?\b)?|\s+(?:letter|report)s?\b", text[end:])
    return (before.start() if before else start), end + (after.end() if after else 0)


def tidied(topic: str) -> str:
    """A topic without what was left hanging at its ends."""
    topic = re.sub(r"\s+", " ", _LEFT_OVER.sub(" ", topic)).strip(" ,;'’")
    if topic.count("(") == topic.count(")") + 1:  # its end was cut
        return f"{topic})"
    return topic if topic.count("(") == topic.count(")") else " ".join(re.sub(r"[()]", " ", topic).split())
