"""Measures: what is scored, for one question and over many.

Every measure is a share: for one question a part and a whole, over many the sum of the parts by the sum of
the wholes. A mean over questions has a whole of 1 for each question that it scores and 0 for the others;
citation precision has the number of citations. So one line adds up any measure, and one resampling fits all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.evaluation.cases import Case
from assistant.evaluation.folding import holds, is_bare_number
from assistant.evaluation.gold import Check, Gold, cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`part` of `whole`; a whole of 0 means not scored."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """The share as a number from 0 to 1, None where nothing was scored."""
        return self.part / self.whole if self.whole else None


Scores = Mapping[str, Share]

MEASURES: Mapping[str, str] = {
    "right": "answers wholly right",
    "exact_set": "exact set of areas",
    "set_precision": "set precision",
    "set_recall": "set recall",
    "set_f1": "set F1",
    "key_accuracy": "key facts stated",
    "abstention_precision": "abstention precision",
    "abstention_recall": "abstention recall",
    "abstention_f1": "abstention F1",
    "citation_precision": "citation precision",
    "citation_recall": "citation recall",
    "recall@10": "retrieval Recall@10",
    "ndcg@10": "retrieval nDCG@10",
    "mrr": "retrieval MRR",
    "faithfulness": "faithfulness (judged)",
    "completeness": "completeness (judged)",
}
"""Name, as `--min` and the JSON have it, and label. All are better higher."""

NOT_SCORED = Share(part=0, whole=0)


def score(case: Case, answer: Answer, gold: Gold, checks: Sequence[Check]) -> dict[str, Share]:
    """Score one answer, retrieval and judge apart."""
    scores = {
        **_set_scores(case, answer),
        "key_accuracy": _one(keys_hold(case, answer)) if case.answerable and case.gold_keys else NOT_SCORED,
        **_abstention_scores(case, answer),
        **_citation_scores(case, answer, gold, checks),
    }
    return {"right": _one(_is_right(case, answer, scores)), **scores}


def total(scores: Iterable[Scores]) -> dict[str, Share]:
    """Add up many questions."""
    rows = list(scores)
    return {
        name: Share(
            part=sum(row[name].part for row in rows if name in row),
            whole=sum(row[name].whole for row in rows if name in row),
        )
        for name in MEASURES
        if any(name in row for row in rows)
    }


def keys_hold(case: Case, answer: Answer) -> bool:
    """Whether of each list of keys at least one is stated."""
    return all(any(key_holds(key, answer) for key in keys) for keys in case.gold_keys)


def key_holds(key: str, answer: Answer) -> bool:
    """Whether an answer states a key; a bare number counts in the short answer alone."""
    in_key = answer.key is not None and holds(answer.key, key)
    return in_key or (not is_bare_number(key) and holds(answer.text, key))


def predicted_areas(case: Case, answer: Answer) -> frozenset[str]:
    """The answer's areas without the optional ones."""
    return frozenset(_folded(answer.areas or ())) - frozenset(_folded(case.optional_areas))


def gold_areas(case: Case) -> frozenset[str]:
    """The areas that the answer must name."""
    return frozenset(_folded(case.gold_areas or ()))


def _set_scores(case: Case, answer: Answer) -> dict[str, Share]:
    names = ("exact_set", "set_precision", "set_recall", "set_f1")
    if not case.is_set:
        return dict.fromkeys(names, NOT_SCORED)
    gold, found = gold_areas(case), predicted_areas(case, answer)
    exact = answer.areas is not None and gold == found
    if not gold or not found:  # nothing named: right where nothing was to be named, else worth nothing
        return dict.fromkeys(names, _one(exact))
    both = len(gold & found)
    values = (exact, both / len(found), both / len(gold), 2 * both / (len(found) + len(gold)))
    return {name: _one(value) for name, value in zip(names, values, strict=True)}


def _abstention_scores(case: Case, answer: Answer) -> dict[str, Share]:
    should, did = not case.answerable, answer.abstained
    both = int(should and did)
    return {
        "abstention_precision": Share(part=both, whole=int(did)),
        "abstention_recall": Share(part=both, whole=int(should)),
        "abstention_f1": Share(part=2 * both, whole=int(did) + int(should)),
    }


def _citation_scores(case: Case, answer: Answer, gold: Gold, checks: Sequence[Check]) -> dict[str, Share]:
    """Score citations; those of an answer that abstains claim nothing and are not scored."""
    counted = [] if answer.abstained else [check for check in checks if check.counts]
    supports = gold.supports if case.answerable else ()
    shown = () if answer.abstained else checks
    return {
        "citation_precision": Share(part=sum(check.good for check in counted), whole=len(counted)),
        "citation_recall": Share(part=sum(cited(one, shown) for one in supports), whole=len(supports)),
    }


def _is_right(case: Case, answer: Answer, scores: Scores) -> bool:
    """Whether set, keys, status and citation precision are all perfect."""
    if not case.answerable or answer.abstained:
        return answer.abstained and not case.answerable
    perfect = all(
        scores[name].value in (None, 1) for name in ("exact_set", "key_accuracy", "citation_precision")
    )
    return perfect and not is_unproven(case, answer)


def is_unproven(case: Case, answer: Answer) -> bool:
    """Whether an answer that could cite cites nothing and shows no coverage either."""
    proof = bool(answer.citations) or answer.coverage is not None
    return case.answerable and not answer.abstained and bool(case.gold_support) and not proof


def _one(value: float) -> Share:
    return Share(part=float(value), whole=1)


def _folded(areas: Iterable[str]) -> Iterable[str]:
    return (" ".join(area.split()) for area in areas)
