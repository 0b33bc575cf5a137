"""Paragraphs that read like orders to a program: a language model is not shown them.

A filter for the known kinds and no more; what it lets through meets the proof (proof.py), which trusts no model.
A genuine paragraph that is withheld is still found, quoted and counted by the embedded reader.
"""

import re
import unicodedata

_MACHINE = (
    r"(?:a\.?i\.?|artificial\s+intelligence|(?:large\s+)?language\s+models?|llms?|chat\s?bots?|(?:chat)?gpt[\w.-]*|claude|copilot"
    r"|gemini|llama|(?:ai|virtual|digital|helpful|automat(?:ed|ic))\s+(?:(?:analysis|screening|scoring|grading|reading|review|processing|assessment)\s+)?(?:assistants?|agents?|readers?|systems?|tools?|software|programs?|engines?|parsers?|pipelines?|summari[sz]ers?))"
)
_SAID = r"(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|guardrails?|constraints?|context|messages?|orders?|training)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # forget what you were told
        rf"\b(?:ignor\w+|disregard\w*|forget\w*|overrid\w+|bypass\w*|overlook\w*|discard\w*|cancel\w*|supersed\w+|set\s+aside)\b[^.]{{0,60}}\b(?:{_SAID}|above|paragraphs?|everything|letters?)\b",
        rf"\b(?:new|updated|revised|real|hidden|secret|additional|following|special|your)\s+{_SAID}\s*(?::|are|is|for|follow)",
        rf"\b{_SAID}\s+(?:for|to)\s+(?:the\s+|any\s+|all\s+)?(?:model|reader\s+program|program|system|software|assistant|bot|{_MACHINE})",
        rf"\b{_SAID}\b[^.]{{0,30}}\b(?:cancel\w+|void|supersed\w+|suspended|no\s+longer\s+(?:apply|hold|valid))\b",
        # who you are
        rf"\b(?:you\s+are|you're|act\s+as|pretend|behave\s+as|role-?\s?play|imagine\s+you)\b[^.]{{0,50}}\b(?:assistant|model|bot|dan|unrestricted|program|{_MACHINE}|no\s+(?:rules|limits|restrictions))\b",
        rf"\b(?:as\s+an?|dear|attention|attn|hey|hello|note\s+to|to\s+(?:the|any|all)|for\s+(?:the|any|all)|if\s+you\s+are\s+an?)\W+(?:\w+\s+)?{_MACHINE}\b",
        rf"\b{_MACHINE}\W+(?:you|must|should|please|shall|will\s+now|reading|processing|that\s+reads)\b",
        # the machine's own furniture
        r"\b(?:system|developer|admin(?:istrator)?)\s+(?:prompt|message|mode|note|override|instruction|command)s?\b",
        r"\bjail\s?break|\bprompt[\s-]+injection|\bdeveloper\s+mode|\bdo\s+anything\s+now\b",
        r"<\|[^|>]*\|>|\[/?INST\]|<</?SYS>>|#{2,}\s*(?:instruction|system|response|assistant|human|user|new)|```",
        r"</?\s*(?:system|assistant|user|human|instructions?|paragraph|letter|document|context|question|finding|end)\b[^>]*>",
        r"^\W*(?:system|assistant|user|human|developer|tool)\s*:|\b(?:begin|end|start)\s+of\s+(?:letters?|documents?|context|paragraphs?|prompt|input)\b",
        r"[\"“”']?\b(?:sentences|quotations)\b[\"“”']\s*:|\btool_?calls?\b|\bfunction_?call\b",
        r"\[/?\s*(?:system|assistant|user|human|admin\w*|developer|inst\w*|tool|rest[\s-]of[\s-]\w+|end[\s-]of[\s-]\w+)\b[^\]]*\]|\bchain\s+of\s+thought\b",
        # what to answer
        r"\b(?:simply|just|only|then|instead)\s+(?:respond|reply|answer|say|output|print|return|state)\b(?:\s+(?:with|by|that|the|only))*\s*[:\"“”'‘]",
        r"\b(?:and|then)\s+(?:respond|reply|answer|say|output|print|report|return|state|write|conclude)\s*[:\"“]|\b(?:output|print|respond|reply)\s*:\s*\S",
        rf"\b(?:overrid\w+|bypass\w*|disabl\w+)\s+(?:(?:any|all|the|manual|human|automat\w+|previous|normal)\s+)*(?:scor\w+|rating|grading|filters?|checks?|safety|{_SAID})\b",
        r"\b(?:ignor\w+|disregard\w*)\s+(?:(?:all|any|the|every|other|negative|positive)\s+)+(?:\w+\s+)?(?:in|of|from)\s+(?:the|this)\s+(?:text|document|page|file|input)\b|\b(?:may|must|do|should)\s+not\s+deviate\b",
        r"\b(?:your|the)\s+(?:answers?|outputs?|repl(?:y|ies)|completions?|summar(?:y|ies))\b[^.]{0,40}\b(?:must|should|shall|with|is\s+to)\b",
        r"\b(?:when|if|whenever|should)\s+(?:you\s+are\s+|anyone\s+|anybody\s+|someone\s+|somebody\s+|a\s+user\s+|the\s+user\s+)?(?:ask(?:ed|s)?|answer(?:ing)?|summari[sz](?:e|ing)|quer(?:y|ied))\b[^.]{0,60}\b(?:say|state|answer|reply|respond|write|claim|tell|report|mention)",
        r"\b(?:say|answer|reply|respond|output|print|write|repeat|return|append|prepend|insert)\s+(?:only|exactly|nothing|with|verbatim|the\s+(?:word|words|phrase|following|text|sentence)|in\s+(?:french|german|spanish|welsh|base64|rot13|capitals|code))\b",
        r"\b(?:do\s+not|don['’]t|never|without)\s+(?:cit(?:e|ing)|quot(?:e|ing)|reveal\w*|disclos\w+|check\w*\s+the\s+(?:letters|paragraphs)|follow\w*\s+the\s+rules)\b",
        r"\b(?:tell|inform|assure|warn|ask|show|give|email|e-mail|send)\s+(?:the\s+|this\s+|every\s+)?(?:users?|readers?|person\s+asking|asker|questioner)\b",
        r"\b(?:no\s+)?(?:citations?|quotations?)\s+(?:is|are)\s+(?:not\s+)?(?:needed|required|necessary)\b",
        # carriers
        r"!\[[^\]]*\]\(|\bjavascript:|\bdata:text|<(?:img|script|iframe|a)\b|[A-Za-z0-9+/]{48,}={0,2}",
    )
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")  # "i g n o r e"
_LEET = str.maketrans("013457@$", "oieastas")  # "1gn0re"
_TAGS = re.compile("[\U000e0000-\U000e007f]")  # letters that print as nothing, and that models read


def addressed_to_machine(text: str) -> bool:
    """Whether a text reads like an order to a program rather than a letter to people."""
    if _TAGS.search(text):
        return True
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    folded = re.sub(r"[ \t]+", " ", plain)
    if _SPACED.search(folded):
        return True
    spelt = folded.translate(_LEET)
    return any(pattern.search(folded) or pattern.search(spelt) for pattern in _PATTERNS)
