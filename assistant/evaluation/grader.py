"""The judging model: faithfulness and completeness of answers, by a chat model that the user names.

Off by default, and never a part of "right": a model's opinion varies, the other measures do not.
Faithfulness is the share of an answer's statements that its quotations support; completeness the share of the
reference answer's facts that the answer states (both after RAGAS, Es et al. 2024, arXiv 2309.15217).
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from pydantic import BaseModel, Field, ValidationError, model_validator

import prompts
from assistant.evaluation.measures import NOT_SCORED, Share
from assistant.evaluation.report import Outcome

_log = logging.getLogger(__name__)
_AT_ONCE = 4  # questions asked of the model at the same time


class Grade(BaseModel):
    """What the model says of one answer."""

    statements: int = Field(ge=0)
    supported: int = Field(ge=0)
    facts: int = Field(ge=0)
    stated: int = Field(ge=0)
    reason: str = ""

    @model_validator(mode="after")
    def _possible(self) -> "Grade":
        """Refuse more supported than stated."""
        if self.supported > self.statements or self.stated > self.facts:
            raise ValueError("a part is larger than its whole")
        return self


def grade(outcomes: Sequence[Outcome], model: BaseChatModel) -> tuple[Outcome, ...]:
    """Let a model judge the answers that claim something; where it fails, say so and score nothing."""
    judged = [outcome for outcome in outcomes if outcome.case.answerable and not outcome.answer.abstained]
    chain = _prompt() | model | StrOutputParser()
    replies = chain.batch(
        [_inputs(outcome) for outcome in judged], {"max_concurrency": _AT_ONCE}, return_exceptions=True
    )
    graded = {one.case.id: _graded(one, reply) for one, reply in zip(judged, replies, strict=True)}
    return tuple(graded.get(outcome.case.id, outcome) for outcome in outcomes)


def _prompt() -> ChatPromptTemplate:
    text = (Path(prompts.__file__).parent / "grade.md").read_text(encoding="utf-8")
    return ChatPromptTemplate.from_messages([("human", text)])


def _inputs(outcome: Outcome) -> dict[str, str]:
    case, answer = outcome.case, outcome.answer
    support = [one.quote for one in case.gold_support]
    quotes = [f"[{one.number}] {one.quote}" for one in answer.citations]
    return {
        "question": case.question,
        "reference": case.gold_answer or "\n".join([*(case.gold_areas or ()), *support]) or "(none)",
        "answer": answer.text,
        "quotations": "\n".join(quotes) or "(none)",
    }


def _graded(outcome: Outcome, reply: str | Exception) -> Outcome:
    try:
        found = _parse(reply)
    except ValueError as error:
        _log.warning("the judging model failed on %s: %s", outcome.case.id, error)
        return replace(outcome, verdict=f"not judged: {error}")
    scores = {
        **outcome.scores,
        "faithfulness": _share(found.supported, found.statements),
        "completeness": _share(found.stated, found.facts),
    }
    return replace(outcome, scores=scores, verdict=found.reason or "(no reason given)")


def _parse(reply: str | Exception) -> Grade:
    """Read the JSON object of a reply, whatever stands around it; raise ValueError where there is none."""
    if isinstance(reply, Exception):
        raise ValueError(f"{type(reply).__name__}: {reply}") from reply
    start, end = reply.find("{"), reply.rfind("}")
    if start < 0 or end < start:
        raise ValueError(f"no JSON object in the reply {reply[:80]!r}")
    try:
        return Grade.model_validate_json(reply[start : end + 1])
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, fault['loc']))} {fault['msg']}".strip()) from error


def _share(part: int, whole: int) -> Share:
    return Share(part=part / whole, whole=1) if whole else NOT_SCORED
