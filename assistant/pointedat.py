""" "Advice often comes late. Which area was told to put that right?": the scene in the place of the word that points at it.

So is a title before a question: "School transport: who was told to improve it?".

Else only where one statement stands before one question, and the question points at it with an object: "fix it", "about
this", "that sort of case". What the statement is about is all of it without how it is come by ("we hear that …").
"""

import re

from assistant.terms import content_words, sentences
from ingest.areas import register

LONGEST = 240  # characters of a scene

_IT = r"(?:it|this|that|them|these|those)"
_MENDED = re.compile(  # whatever is to be done about it: tackled
    r"\b(?:(?:draw(?:ing)?\s+up|produce|make|develop|write|come\s+up\s+with|put\s+together|agree|have)\s+(?:an?\s+|some\s+|its\s+|their\s+)?(?:\w+\s+)?plans?\s+(?:to|for|of)\s+(?:how\s+to\s+)?)?"
    rf"(?:put\s+{_IT}\s+right|sort\s+{_IT}\s+out|sort\s+out\s+{_IT}|turn\s+{_IT}\s+(?:a)?round|(?:do|doing)\s+(?:something|more|better|anything|work)\s+(?:about|on)\s+{_IT}"
    rf"|(?:fix|tackle|address|resolve|solve|mend|remedy|improve|stop|end|prevent|reduce|cut|deal\s+with|get\s+(?:a\s+)?grip\s+o[nf]|get\s+on\s+top\s+of|act\s+on|work\s+on)\s+{_IT})\b(?=\s*(?:$|[?.,;]|and\b|or\b|in\b|by\b|with\b))",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\b(?:(?:that|this|those|these|the\s+same)\s+(?:very\s+)?(?:sorts?|kinds?|types?)\s+of\s+(?:case|thing|problem|situation|complaint|issue|story|concern|child(?:ren)?|worry)(?:e?s)?"
    r"|such\s+(?:an?\s+)?(?:cases?|things?|problems?|situations?|complaints?|issues?|concerns?)|(?:that|this)\s+(?:issue|problem|concern|worry|theme|matter|situation|complaint|point|topic|subject)|the\s+same\s+(?:thing|problem|issue|complaint))\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    rf"(?P<before>^\W*(?:does|is|was|has|did|do)\s+)(?:it|this|that)\b(?!\s+(?:visit|inspection|meeting|review|stocktake|letter|report|plan|area|council|partnership|board|trust|team)\b)|(?P<verb>\b(?:raised?|mention(?:ed)?|discuss(?:ed)?|flag(?:ged)?)\s+){_IT}\b"
    rf"|(?P<prep>\b(?:about|over|with|on|of)\s+){_IT}\b(?=\s*(?:$|[?.,;]))",
    re.IGNORECASE,
)
_TAKEN_UP = re.compile(rf"\b(?:tak|br|to)\w+\s+{_IT}\s+up\b", re.IGNORECASE)
_TWO_THINGS = re.compile(  # "It is one thing to act and another to show that it worked."
    r"^\W*(?:(?:it\s+is|it['’]s|there\s+is)\s+one\s+thing\s+(?P<one>to\s+[^.;?]{3,120}?)(?:,|\s+and|\s+but)*\s+(?:(?:quite|it\s+is|it['’]s)\s+)*another(?:\s+thing)?\s+(?P<two>to\s+[^.;?]{3,160}))(?=[.;])",
    re.IGNORECASE,
)
_LATTER = re.compile(
    r"\bthe\s+(?:(?P<latter>latter|second)|former|first)\b(?!\s+\w+(?:ing|s)\b)", re.IGNORECASE
)
_A_THEME = re.compile(  # "… is a theme that we hear about"
    r"^(?P<what>.{8,}?)\s+(?:is|are|was|were|has\s+been|have\s+been|remains?|keeps?|seems?|comes?|crops?|(?:has|have|had)\s+(?:come|cropped))\s+(?:to\s+be\s+)?(?:up\b|(?:(?:an?|the|one|our|still|also|always|often|something|becoming|clearly|such)\s+)*(?:(?:big|real|common|recurring|constant|frequent|main|regular|familiar|biggest|general|live)\s+)*"
    r"(?:theme|issue|problem|worry|concern|complaint|gripe|grievance|question|topic|refrain|bugbear|story|what|we|I|raised|being\s+raised)s?\b).*$",
    re.IGNORECASE,
)
_HEARD = re.compile(  # "parents tell us that …", "there is a worry about …"
    r"^(?:[\w’' -]{0,60}?\b(?:sa(?:y|ys|id|ying)|tells?\s+\w+|told\s+\w+|telling\s+\w+|complain(?:s|ed|ing)?|hear(?:s|d|ing)?|report(?:s|ed|ing)?(?!\s+(?:speaks?|spoke|prais|commend|welcom|criticis|say|said|tell|told|note|mention|complain|think|thought|describe|find|found))|prais(?:e|es|ed)|commend(?:s|ed)?|welcom(?:e|es|ed)|criticis(?:e|es|ed)|(?:speaks?|spoke|think|thinks|thought)(?=\s+(?:\w+ly|well|ill)\s+of\b)|know(?:s)?|understand|writ(?:e|es|ing|ten)|wrote|brief(?:s|ed|ing)?(?=\s+on\b)|working(?=\s+on\b)|speaking(?=\s+on\b)|ask(?:s|ed|ing)?|raise(?:s|d)?|(?:worr(?:y|ies|ied)|interested|concern(?:s|ed)?|talk|anger|unease|complaints?|stories)(?=\s+(?:that|about|of|over|in)\b))\s+(?:(?:a\s+lot|much|more|and\s+more|often|again|well|ill|\w+ly)\s+)?(?:that|about|of|over|in|on)?\s*)(?P<what>.{8,})$",
    re.IGNORECASE,
)
_WHOSE = re.compile(  # "a constituent's child has …": whose case it is
    r"^(?:an?|one|our|my|some)\s+(?:\w+\s+)?(?:constituent|parent|family|mother|father|carer|mp|colleague|member|councillor)s?(?:['’]s?\s+\w+)?\s+(?:has|have|is|are|was|were)\s+(?:had\s+|been\s+)?(?=\w+\s+\w+)",
    re.IGNORECASE,
)
_SCARCE = re.compile(  # "the shortage of nurses", "long waits for chairs": what there is too little of
    r"^(?:[\w’'-]+\s+){0,3}?(?:shortages?|scarcity|lack|want|shortfalls?|absence|waits?|delays?|queues?|waiting\s+(?:times?|lists?))\s+(?:of|for|in|with|to\s+(?:get|see|have))\s+(?P<thing>\S.{2,}?)$",
    re.IGNORECASE,
)
_HAD = re.compile(  # "unable to get one", "for want of them"
    r"(?P<had>\b(?:get(?:s|ting)?(?:\s+to)?|got|see(?:ing)?|reach(?:ing)?|receiv(?:e|es|ed|ing)|obtain(?:ing)?|access(?:ing)?|provid(?:e|ed|ing)|wait(?:s|ing)?\s+for|want\s+of|lack\s+of|short(?:age)?\s+of|without|with)\s+)(?:it|them|one|some|any|these|those)\b(?!\s+(?:of|that|who)\b)",
    re.IGNORECASE,
)
_THE_ONE = re.compile(  # "the register of children at risk is praised": what a question may call "register"
    r"\bthe\s+(?P<head>[a-z][\w’'-]{3,})\s+(?P<of>(?:of|for)\s+[^,.?;]{4,}?)\s+(?:is|are|was|were|has|have|had|gets?|got|wins?|won|comes?|came)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?!(?:House|Commons|Lords|Parliament|Ministers?|Members?|Government)\b)[A-Z][a-z]|\d"
)  # a place or a date may stand there, to which the question is held
_NAMED = re.compile(
    r"\b(?:letters?|reports?|between|areas?|councils?)\b|\b(?:19|20)\d\d\b|(?<=\s)[A-Z][a-z]", re.MULTILINE
)
_ASKS = re.compile(
    r"^(?:and\s+|so\s+)?(?:which|what|who|whose|when|where|why|how|list|name|compare|for|in)\b", re.IGNORECASE
)
_OPENS = re.compile(r"^\W*(?:(?:and|but|so|well|now|also)\b\W*)+", re.IGNORECASE)
_TITLED = re.compile(  # "Home transport: who was told to improve it?"
    r"^\W*(?:(?:on|about|regarding|re)\s+)?(?P<what>[^?:;.]{3,160}?)\s*(?::|\s[–—-])\s*(?P<ask>(?:(?:in|for|to|of)\s+)?(?:which|who|whose|where)\b[^?]{6,}\??)\W*$",
    re.IGNORECASE,
)
_ANY_IT = re.compile(
    r"\b(?:it|this|that|them|these|those)\b(?!\s+(?:areas?|councils?|letters?|is|was|are|were)\b)",
    re.IGNORECASE,
)
_MORE_OF = re.compile(  # "who had longer queues, A or B?": of what the title names
    r"\b(?:longe[rs]t?|shorte[rs]t?|highe[rs]t?|lowe[rs]t?|bigge[rs]t?|smalle[rs]t?|greate[rs]t?|large[rs]t?|more|most|fewe[rs]t?|less|least|better|best|worse|worst)"
    r"\s+(?:waits?|waiting\s+(?:times?|lists?)|delays?|queues?|rates?|numbers?|figures?|proportions?|percentages?|shares?|backlogs?|results?|times?)(?=\s*(?:[,?:(]|$|in\b))",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:(?P<well>praised|commended|credited|thanked)|(?P<ask>asked|told|criticised|challenged|pressed))\s*\??\s*$",
    re.IGNORECASE,
)


def _titled(text: str) -> str:
    """The question with the title that stands before it in the place of what points at it; "" where it has none."""
    found = _TITLED.match(text)
    if (
        not found
        or register().find(found["what"])
        or _NAMED.search(found["what"])
        or _ASKS.match(found["what"])
    ):
        return ""
    what, ask = _lowered(found["what"]), found["ask"]
    if more := _MORE_OF.search(ask):
        return f"{ask[: more.end()]} for {what}{ask[more.end() :]}"
    if named := _OPEN.search(ask):
        return f"{ask[: named.end()].rstrip(' ?')} {'for' if named['well'] else 'about'} {what}?"
    pointing = list(_ANY_IT.finditer(ask))
    return f"{ask[: pointing[-1].start()]}{what}{ask[pointing[-1].end() :]}" if pointing else ""


def _of_two(text: str) -> str:
    """The question with the first or the second of two things in the place of "the former", "the latter"; "" without such."""
    found, asked = _TWO_THINGS.match(text), _LATTER.search(text)
    if not found or not asked:
        return ""
    what = found["two"] if asked["latter"] else found["one"]
    question = text[found.end() :].lstrip(" .;")
    verb = re.search(r"\bto\s+(?:\w+)\s+the\s+(?:latter|former)\b", question, re.IGNORECASE)
    said = re.sub(r"^to\s+", "", what.strip(" ,."), flags=re.IGNORECASE)
    if verb and said != what.strip(" ,."):  # "asked to demonstrate the latter": to do it
        return f"{question[: verb.start()]}to {said}{question[verb.end() :]}"
    return _LATTER.sub(lambda _: said, question, count=1)


def staged(text: str) -> str:
    """The question with what it points back at named; as it was where it does not, or where that is not plain."""
    if named := _titled(text) or _of_two(text):
        return named
    spans = sentences(text)
    if len(spans) != 2 or not text.rstrip().endswith("?"):
        return text
    scene, question = (text[slice(*span)] for span in spans)
    if (
        scene.endswith("?")
        or _NAMES.search(scene[1:])
        or register().find(scene)
        or len(scene) > LONGEST
        or len(content_words(scene)) < 2
    ):
        return text
    if (one := _THE_ONE.search(scene)) and (
        called := re.search(
            rf"\b{re.escape(one['head'].removesuffix('s'))}s?\b(?!\s+(?:of|for)\b)", question, re.IGNORECASE
        )
    ):
        return f"{question[: called.end()]} {one['of']}{question[called.end() :]}"
    what = _matter(scene)
    if scarce := _SCARCE.match(what):
        had = _HAD.sub(lambda at: f"{at['had']}{scarce['thing']}", question)
        if had != question:
            return had
    named = _MENDED.sub(lambda _: f"tackle {what}", question, count=1)
    if named == question:
        named = _TAKEN_UP.sub(
            lambda _: f"raised {what}", _POINTED.sub(lambda _: what, question, count=1), count=1
        )
    if named == question:
        named = _OBJECT.sub(lambda at: f"{at['before'] or at['verb'] or at['prep']}{what}", question, count=1)
    return text if named == question else named


def _matter(scene: str) -> str:
    """What a statement is about."""
    said = _OPENS.sub("", scene).rstrip(" .!")
    found = _A_THEME.match(said) or _HEARD.match(said)
    what = _WHOSE.sub("", found["what"] if found else said)
    return _lowered(what)


def _lowered(text: str) -> str:
    """A text with its first letter small, unless it opens with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
