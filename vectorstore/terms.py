"""The words that carry a text's meaning: everything but function words and the words of asking."""

import re

_STOP = """
a about above after again against all also am an and any are aren as at be because been before being
below between both but by can cannot could couldn did didn do does doesn doing don done down during
each either else etc ever every few for from further get got had hadn has hasn have haven having he
hence her here hers herself him himself his how however i ie if in into is isn it its itself just
let ll may me might mine more most much must my myself neither no nor not now of off on once only
onto or other others ought our ours ourselves out over own per quite rather re s same shall she
should shouldn since so some still such t than that the their theirs them themselves then there
thereby therefore these they this those though through thus to too toward towards under until up
upon us ve very via was wasn we were weren what whatever when where whereas whether which while who
whom whose why will with within without won would wouldn yet you your yours yourself
"""
# English function words and the words of asking: a fixed list, made from no collection.
STOP_WORDS = frozenset(_STOP.split())

_WORD = re.compile(r"[^\W_]+")


def content_words(text: str) -> list[str]:
    """Return the lower-cased words of a text that are no stop words, in order, with repetitions."""
    return [word for word in map(str.lower, _WORD.findall(text)) if word not in STOP_WORDS]


def encodable(text: str) -> str:
    """Return the text without halves of surrogate pairs, which are no UTF-8."""
    return text.encode("utf-8", "replace").decode()
