"""How a thing was received, said after it: "whose governance wins praise?" is "which areas were praised for governance?".

A question so put is turned round, since what stands before the verdict is its topic. Nothing is turned that says no
verdict ("gets a mention") or says it of the areas themselves ("which areas won praise for …").
"""

import re

_GOOD = r"(?:good|kind|positive|warm|favou?rable|approving|complimentary|glowing|high|top|full|special|particular|honou?rable)"
_WORD = r"(?:words?|mentions?|comments?|marks?|reviews?|press|notices?|feedback|remarks?|grades?)"
_PRAISE = rf"(?:{_GOOD}\s+)*(?:praise|credit|commendations?|approval|compliments?|applause|plaudits|recognition|thumbs[\s-]up|pat\s+on\s+the\s+back)|(?:{_GOOD}\s+)+{_WORD}"
_BLAME = r"(?:(?:strong|some|sharp|harsh)\s+)*(?:criticism|flak|blame|censure|stick|complaints?)|(?:(?:bad|poor|negative|critical|low|unfavou?rable|harsh)\s+)+(?:words?|mentions?|comments?|marks?|reviews?|press|notices?|feedback|remarks?)"
_GETS = r"(?:comes?\s+in\s+for|came\s+in\s+for|(?:(?:is|are|was|were)\s+)?singled\s+out\s+for|(?:is|are|was|were)\s+given|gets?|got|earns?|earned|wins?|won|draws?|drew|attracts?|attracted|receives?|received|meets?\s+with|met\s+with|come\s+in\s+for)\s+(?:(?:an?|any|some|the|much|most)\s+)?"
_SAID = r"(?:(?:is|are|was|were|being)\s+)?(?:spoken\s+(?:of|about)|talked\s+(?:of|about)|written\s+(?:of|about)|described|regarded|received|presented|viewed|mentioned)\s+"
_AS = r"(?:(?:is|are|was|were|being)\s+)?(?:comes?\s+up|came\s+up|appears?|appeared|features?|featured|listed|described|presented|shown|counted|treated|seen|set\s+down|put\s+down|noted|recorded|mentioned|figures?)\s+as\s+"
_ACHIEVED = r"(?:(?:an?|one\s+of\s+the|the\s+area['’]s|its|their)\s+)?(?:(?:real|clear|great|notable|particular|key)\s+)?(?:achievements?|success(?:es)?|strengths?|positives?|good\s+practice|something\s+(?:that\s+(?:is|was|has\s+been)\s+)?(?:already\s+)?(?:achieved|done(?:\s+well)?|good|positive|accomplished|in\s+place|under\s*way|working(?:\s+well)?|going\s+well)(?:\s+or\s+(?:[\w-]+\s*){1,3}?)?)"
_FAILED = r"(?:an?\s+)?(?:(?:real|clear|serious|particular|key)\s+)?(?:problems?|weakness(?:es)?|failings?|failures?|concerns?|shortcomings?|worr(?:y|ies))"
_WELL, _ILL = (
    r"(?:well|warmly|highly|positively|favou?rably|approvingly|with\s+approval)",
    r"(?:badly|poorly|critically|negatively|unfavou?rably)",
)
_WANTING = r"(?:(?:is|are|was|were|been|being|be)\s+)?(?:(?:found|judged|deemed|considered|held|felt|thought|seen)\s+(?:(?:to\s+be|as)\s+)?(?:wanting|lacking|inadequate|unsatisfactory|deficient|not\s+good\s+enough|below\s+par)|(?:leaves?|left)\s+(?:much|a\s+lot|something)\s+to\s+be\s+desired)"
_BY = r"(?:(?:did|do|does|have|had|has)\s+)?(?:the\s+)?(?:inspectors?|inspectorates?|officials?|reviewers?|reports?|letters?|Ofsted|CQC|DfE)\s+"
_FAULTED = rf"{_BY}(?:(?:find|found)\s+(?:faults?|problems?|weakness(?:es)?)\s+(?:with|in)|criticis(?:e|ed)|fault(?:ed)?|complain(?:ed)?\s+(?:about|of)|mark(?:ed)?\s+down)"
_LIKED = rf"{_BY}(?:prais(?:e|ed)|commend(?:ed)?|speak\s+well\s+of|spoke\s+well\s+of|like|liked|admired?|single(?:d)?\s+out\s+for\s+praise)"
_VERDICT = rf"(?:(?P<praised>{_LIKED}|{_GETS}(?:{_PRAISE})|{_SAID}{_WELL}|{_AS}{_ACHIEVED})|(?P<criticised>{_FAULTED}|{_GETS}(?:{_BLAME})|{_SAID}{_ILL}|{_AS}{_FAILED}|{_WANTING}))"
_AREAS = r"(?P<areas>(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|counties|boroughs|trusts?|providers?))"
_AUX = r"(?:do|does|did|is|are|was|were|has|have|had)"
_TURNED = re.compile(
    rf"^\W*(?:(?:and|so)\s+)?(?:(?:(?:in|for|at|of)\s+)?(?:which|what)\s+{_AREAS}(?:\s+{_AUX}\s+|['’]s?\s+)|where\s+{_AUX}\s+|whose\s+)"
    rf"(?P<what>[^?,;:]{{3,120}}?)\s+(?:(?:also|ever|still)\s+)?{_VERDICT}"
    r"(?:,?\s+(?:as\s+opposed\s+to|rather\s+than|instead\s+of|and\s+not|not)\s+[^?]*)?\s*\?*\s*$",
    re.IGNORECASE,
)


def turned(text: str) -> str:
    """The question with its verdict before its topic; as it was where it has no such verdict at its end."""
    found = _TURNED.match(text)
    if not found:
        return text
    areas = found["areas"] or "areas"
    areas = (
        re.sub(r"y$", "ies", areas) if areas.endswith("y") else areas if areas.endswith("s") else f"{areas}s"
    )
    did = "praised" if found["praised"] else "criticised"
    return f"Which {areas} were {did} for {found['what']}?"
