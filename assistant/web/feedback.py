"""What people say of answers, kept as a question file that `letterbook evaluate` reads.

A right answer becomes the gold of its question. A wrong or incomplete one keeps the question and the comment
only: a person completes its gold by hand.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.access.feedback import Feedback
from assistant.answer import Answer
from assistant.web.exchange import Exchange, Verdict, conversation


def keep(
    file: Path, *, earlier: Sequence[Exchange], exchange: Exchange, verdict: Verdict, comment: str
) -> None:
    """Append one question to the file."""
    assert exchange.answer is not None
    line = {
        "id": f"{verdict}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}",
        "intent": exchange.answer.intent,
        "question": exchange.question,
        "history": [{"role": turn.role, "content": turn.content} for turn in conversation(earlier).turns],
        **_gold(exchange.answer, verdict),
        "note": f"{verdict}: {comment}" if comment else verdict,
    }
    Feedback(file).add(line)


def _gold(answer: Answer, verdict: Verdict) -> dict[str, object]:
    right = verdict == "right"
    return {
        "answerable": not (right and answer.abstained),
        "gold_areas": sorted(set(answer.areas)) if right and answer.areas is not None else None,
        "optional_areas": [],
        "gold_keys": [[answer.key]] if right and answer.key else [],
        "gold_support": _support(answer) if right else [],
        "gold_answer": answer.text if right else "",
    }


def _support(answer: Answer) -> list[dict[str, str]]:
    return [
        {"letter": Path(citation.letter.source).name, "quote": citation.quote}
        for citation in answer.citations
    ]
