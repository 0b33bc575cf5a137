"""Whether a question about areas asks by the inspection before this one: "last inspected in 2016", "not since 2018"."""

import re

_REVIEW = r"inspect(?:ions?|ed)"  # of what came before a review meeting no letter gives the date
_BEFORE = re.compile(
    rf"\b(?:previous(?:ly)?|preceding|prior|earlier)\s+(?:been\s+)?(?:(?:full|joint|area|SEND)\s+){{0,3}}{_REVIEW}\b"
    rf"|\b{_REVIEW}\s+(?:previously|before\s+(?:that|this))\b"
    r"|\blast\s+(?:(?:full|joint|area|SEND)\s+){0,3}(?:inspections?|visits?)\s+(?:before|prior\s+to|ahead\s+of)\s+(?:that|this|the\s+(?:latest|present|current))\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"\blast\s+(?:been\s+)?(?:(?:full|joint|area|SEND)\s+){{0,3}}{_REVIEW}\s+(?:(?:was|were|had\s+been|came|took\s+place|is\s+dated|dates?|dated)\s+)?(?:back\s+)?(?:in|before|during|from|to)\b"
    r"|\bhad\s+inspectors\s+last\s+(?:been|come|called|visited)\s+(?:back\s+)?(?:in|before|during)\b",
    re.IGNORECASE,
)
_NONE_SINCE = (
    re.compile(  # "had gone since 2016 without a full inspection", "had not been inspected since 2016"
        rf"\bsince\b[^?]*\b(?:without|no)\s+(?:(?:an?|any|another|full|fresh|further)\s+)*{_REVIEW}\b"
        rf"|\b(?:not|n['’]t|never|without|no)\b[^?]*\b{_REVIEW}\b[^?]*\bsince\b",
        re.IGNORECASE,
    )
)


def by_inspection_before(text: str) -> bool:
    """Whether areas are asked for by the date of the inspection before."""
    return bool(_BEFORE.search(text) or _LAST.search(text) or _NONE_SINCE.search(text))


def none_since(text: str) -> bool:
    """Whether it is asked for as the last one for long: the date is that of the last or an earlier one."""
    return bool(_NONE_SINCE.search(text))
