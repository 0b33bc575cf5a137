"""Follow-ups that leave the question out: "why so low?", "who else was?". Each is given the earlier question's words."""

import re
from collections.abc import Sequence

from assistant import frames, putright
from assistant.bodies import BODIES, bodies_in
from assistant.collection import Collection
from assistant.conversation import Turn
from assistant.terms import STOP_WORDS
from assistant.topic import topic_of

SHORT = 60  # characters of a follow-up that only names another body
PERSON = re.compile(r"\b(?:she|he|her|him|his|hers)\b", re.IGNORECASE)
_WHY = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:why\b|how\s+come\b|what(?:['’]s|\s+(?:is|was|were))?\s+(?:the\s+)?(?:reasons?|explanations?|causes?)\b|what\s+(?:reasons?|explanations?)\s+(?:did|do|was|were|is)\b|what\s+explains\b)",
    re.IGNORECASE,
)
_ONLY_WHY = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:why|how\s+come|what\s+for|for\s+what\s+reasons?)(?:\s+not)?\W*$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:it|its|that|this|they|so|such|low|high|late|bad|good|long|few|many)\b", re.IGNORECASE
)
_OF_AREAS = re.compile(  # asks which areas, whatever area was spoken of before
    r"^\W*(?:and\s+|so\s+|but\s+)?(?:where\s+(?:(?:was|were|is|are|did|do|does|has|have|had)\b)"
    r"|(?:in\s+|for\s+)?(?:which|what)\s+(?:(?:local\s+)?areas?|councils?|partnerships?|places|authorities)\b)",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:those|these|them|there|its|that\s+(?:area|council|partnership|letter|report|one)|this\s+(?:area|letter|report|one)|the\s+same\s+(?:area|letter|report))\b",
    re.IGNORECASE,
)

_FILLER = re.compile(  # "and who was it for the CQC?": nothing but the body that is asked about instead
    r"\b(?:and|but|so|what|about|how|or|same|also|again|then|who|whom|which|was|were|is|are|it|that|they|for|from|at|on|by|with|of|the|an?|in|to|one|ones|side|part|behalf|person|people|somebody|someone|there|too|please)\b|['’]s\b|\W",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(  # what may be said again of what the earlier question asks
    r"\b(?:led|leads?|headed|sign(?:s|ed|atory|atories)?|copied|inspect(?:ors?|ed)|advis(?:er|or)s?|names?|named|did|do|does|have|has)\b",
    re.IGNORECASE,
)

_WHO = re.compile(r"^\W*(?:and\s+)?who\b(?!\s+(?:were|are|have)\b)", re.IGNORECASE)
_SAME_ONE = re.compile(r"\bthe\s+same\s+(?:one|person|individual|name)\b", re.IGNORECASE)
_ONE = re.compile(  # "which one was praised?"
    r"^(\W*(?:(?:and|so|but)\s+)?which)\s+(?:one|of\s+the\s+(?:two|three|four|pair))\s+(?=(?:was|were|is|are|has|have|had|did|does|do|must|should|needs?|got|actually|also|really)\b)",
    re.IGNORECASE,
)
_BOTH = re.compile(  # "were both praised?"
    r"^(\W*(?:(?:and|so|but)\s+)?(?:was|were|is|are|has|have|had|did|does|do)\s+)(both|either|neither|each)\s+(?!of\b)(?=\w)",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_OFFICIALS_DO = re.compile(  # what is done by those who write the letters, and by nobody alone
    r"\bthey\s+(?:\w+ly\s+)?(?:me?et|visit|inspect|review|conclude|find|ask|want|praise|criticise|recommend|expect|see|send|write|publish)\b|\btheir\s+(?:\w+\s+)?(?:conclusions?|findings?|verdict|judge?ment|letter|report|visit|meeting|recommendations?)\b",
    re.IGNORECASE,
)
_ANSWERED_WITH = re.compile(r"\*\*([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+)\*\*")
_FOR_IT = re.compile(
    r"\b(for|about|on|over|with|to\s+(?:do|improve|fix|address|change|cut|reduce|strengthen|develop|tackle))\s+(?:it|that|this|them|these|those|one)\b(?!\s+(?!better|more|further|again|later|too|since|in\b|by\b)\w)"
    r"|\b(bring|get|drive|keep|put|sort|turn)(?:ing)?\s+(?:it|that|this|them|these|those)\b(?=\s+(?:down|up|right|out|a?round|under\s+control)\b)",
    re.IGNORECASE,
)
THAT_THING = re.compile(  # what the earlier question was about, by what it is
    r"\b(?:that|this|the\s+same)\s+(?:service|scheme|team|strategy|board|group|hub|panel|pathway|process|programme|project|approach|tool|dashboard|provision|support|offer|initiative|measure|policy|framework|system|work)s?\b(?!\s+(?:was|were|is|are)\s+\w+ed\s+by\b)",
    re.IGNORECASE,
)
_ITS = re.compile(r"^(?:its|their)\s+(?=\w)", re.IGNORECASE)  # "(told) its waits were too long": waits
_SAID_OF_IT = re.compile(
    r"\s+(?:was|were|is|are)\s+(?:(?:still|too|so|very|not|far|much)\s+)*[\w-]+(?:\s+enough)?$", re.IGNORECASE
)
_NAME = re.compile(r"\b[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)+")
_SAME = {"led": "lead", "leads": "lead", "headed": "lead"}


def other_body(question: str, earlier: str, collection: Collection) -> str:
    """ "And for the CQC?": the earlier question, asked of another body; "" where it is not that."""
    new, places = bodies_in(question), collection.places(question)
    if len(new) != 1 or len(question) > SHORT or len(places) > 1:
        return ""
    here = next(iter(BODIES[new[0]].finditer(question)))
    rest = f"{question[: here.start()]} {question[here.end() :]}"
    for place in places:
        rest = rest.replace(question[place.start : place.end], " ")
    again = {_SAME.get(word.lower(), word.lower())[:4] for word in _ITS_OWN.findall(rest)}
    before = re.sub(r"\bled\b", "lead", earlier.lower())
    if _FILLER.sub("", _ITS_OWN.sub(" ", rest)) or any(word not in before for word in again):
        return ""
    called = here.group() if bodies_in(here.group()) else new[0]  # "the NHS side" is NHS England
    said = _asked_of(earlier, called)
    old = collection.places(said)
    if said and places and len(old) == 1:
        said = said[: old[0].start] + places[0].name + said[old[0].end :]
    return said if not places or old else ""


def _asked_of(earlier: str, body: str) -> str:
    """A question with a body in the place of the one it names, or at its end; "" where it asks for nobody."""
    old = [found for pattern in BODIES.values() for found in pattern.finditer(earlier)]
    the = "" if re.match(r"(?:NHS|Ofsted)", body, re.IGNORECASE) else "the "
    if len(old) == 1:
        before, after = earlier[: old[0].start()], earlier[old[0].end() :]
        of_post = re.match(r"\s+(?!in\b|for\b|of\b|at\b|to\b|on\b)[a-z]", after)
        if not of_post:
            before = re.sub(r"\bthe\s+$", "", before, flags=re.IGNORECASE)
        return f"{before}{'' if of_post else the}{body}{after}"
    return "" if old or not frames.WHO.search(earlier) else f"{earlier.rstrip(' ?.!')} for {the}{body}?"


def reason(question: str, earlier: str, collection: Collection) -> str:
    """ "What reason did they give for it being that low?": why, of the earlier question; "" where it is not that."""
    if _ONLY_WHY.match(question):
        return f"Why? {earlier}"
    if not _WHY.search(question) or not _BACK.search(question) or collection.places(question):
        return ""
    return f"Why? {earlier}"


def turned(question: str, earlier: str) -> str:
    """ "And which were not?": the earlier question turned round; "" where it is not that."""
    if not re.match(
        r"^\W*(?:and\s+)?(?:which|who)\s+(?:ones\s+|areas\s+)?(?:were|was|are|did|have|has)\s*(?:not|n['’]t)\b\W*$",
        question,
        re.IGNORECASE,
    ):
        return ""
    return re.sub(r"\b(were|was|are|have|has|did)\b", r"\1 not", earlier, count=1)


def counterpart(new: str, earlier: str) -> str:
    """ "And secondary schools?": the earlier question with those in the place of its primary ones; "" without such."""
    said = re.sub(r"^(?:(?:the|those|these|any)\s+)+", "", new.strip(), flags=re.IGNORECASE)
    words = re.findall(r"[\w’']+", said)
    if not 2 <= len(words) <= 4:
        return ""
    another = rf"(?!(?:{'|'.join(STOP_WORDS)})\s)[\w’']+[\s-]+"
    found = re.search(
        rf"\b(?:{another}){{1,{len(words) - 1}}}{re.escape(words[-1])}\b", earlier, re.IGNORECASE
    )
    return f"{earlier[: found.start()]}{said}{earlier[found.end() :]}" if found else ""


def of_areas(question: str) -> bool:
    """Whether a question asks for areas anew ("and where did they praise it?"), not of what was spoken of."""
    return bool(_OF_AREAS.search(question)) and not _SPOKEN_OF.search(question)


def of_those(question: str) -> str:
    """ "Which one was praised?", "were both?", "did either?" after several areas: of those."""
    one = _ONE.sub(r"\1 of those ", question, count=1)
    return _BOTH.sub(r"\1\2 of those ", one, count=1) if one == question else one


def person(question: str, turns: Sequence[Turn | None], collection: Collection) -> str:
    """The person last spoken of where a question says "she" or "he"; "" where there is none."""
    if not PERSON.search(question):
        return ""
    for turn in turns:
        said = turn.content if turn else ""
        known = sorted(collection.people(said), key=lambda name: said.lower().find(name.lower()))
        if names := known or _NAME.findall(said):
            return str(names[0])
    return ""


def named_for(person: str, text: str) -> str:
    """A text with the name in the place of "she", or of "her" before a noun ("her title")."""
    if re.search(r"\b(?:his|hers|her\s+(?!in\b|for\b|to\b|on\b)[a-z]+)", text, re.IGNORECASE):
        return re.sub(r"\b(?:his|hers|her)\b", lambda _: f"{person}'s", text, count=1, flags=re.IGNORECASE)
    return PERSON.sub(lambda _: person, text, count=1)


def they_of(question: str, asked: str, answered: str) -> str:
    """A question with the one person whom "who" was answered with in the place of "they"; "" where that is not meant."""
    names = dict.fromkeys(_ANSWERED_WITH.findall(answered))
    if (
        not _WHO.match(asked)
        or len(names) != 1
        or not _THEY.search(question)
        or _OFFICIALS_DO.search(question)
    ):
        return ""
    return _THEY.sub(
        lambda found: next(iter(names)) + ("'s" if found[0].lower() == "their" else ""), question, count=1
    )


def same_one(question: str, asked: str, answered: str) -> str:
    """A question with the one person whom "who" was answered with in the place of "the same one"; else as it is."""
    names = dict.fromkeys(_ANSWERED_WITH.findall(answered))
    if not _WHO.match(asked) or len(names) != 1:
        return question
    return _SAME_ONE.sub(lambda _: next(iter(names)), question, count=1)


def with_topic(question: str, earlier: str, named: list[tuple[int, int]]) -> str:
    """ "Praised for it": the earlier topic in the place of "it", without its area where areas are asked for."""
    topics = (topic_of(earlier, named), topic_of(earlier, []))
    topic = next((one for one in topics if of_areas(question) or one in earlier), "")
    if not topic:
        return question
    thing = putright.thing(_ITS.sub("", _SAID_OF_IT.sub("", topic)) or topic)
    question = THAT_THING.sub(
        lambda found: thing if thing[:1].isupper() else f"the {thing}", question, count=1
    )
    return _FOR_IT.sub(lambda found: f"{found[1] or found[2]} {thing}", question, count=1)
