"""What may be asked: any text that can be written down, of a length that can be read."""

from assistant.answer import Answer, Filters

LONGEST = 2_000  # characters of a question; a page is about 3,000


def cleaned(question: str) -> str:
    """The question as it can be written: half a surrogate pair, which no encoding has, becomes a question mark."""
    return question.encode("utf-8", "replace").decode()


def too_long(question: str) -> Answer | None:
    """Ask for a shorter question; None where this one can be read."""
    if len(question) <= LONGEST:
        return None
    return Answer(
        question=question,
        standalone_question="",
        intent="out-of-scope",
        filters=Filters(),
        status="needs_clarification",
        text=f"The question has {len(question):,} characters; at most {LONGEST:,} can be read. Please ask it in fewer words.",
    )
