""" "Which company is to run it?": a question for the name of a body that is none of the areas of the letters."""

import re

_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:in\s+[^,?]{3,60},\s*)?(?:which|what)\s+(?!area|council|partnership)(?:(?!of\b)[\w’'-]+\s+){0,2}?(?:company|firm|contractor|supplier|provider|charity|(?:academy\s+|multi-academy\s+|NHS\s+)?trust|organisation|agency|university|college|school|hospital|consultancy|consultants?|operator|business|builder|bank|publisher)\s+"
    r"(?:(?:is|are|was|were|will|would|has|had|did|does)\s+(?!asked\b|told\b|praised\b|criticised\b|inspected\b|reviewed\b)[^?]*?\b)?(?:run|open|start|set\s+up|build|built|host|provid|supply|suppli|deliver|mak|made|own|operat|manag|take|took|replac|win|won|chosen|choose|chose|select|appoint|commission|support|help|advis|pay|paid|fund|sponsor|train|design|develop|lead|led|publish|carr|work|lend|lent|partner)\w*",
    re.IGNORECASE,
)


def asked(question: str) -> bool:
    """Whether a question asks which company, provider or the like does something."""
    return bool(_WHICH.match(question))
