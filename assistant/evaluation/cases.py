"""Question files: read JSON Lines into cases, or refuse them with file, line and reason.

docs/evaluation.md describes the fields. Whether a quotation stands in its letter is decided in `gold.py`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from assistant.conversation import Conversation, Turn
from assistant.evaluation.folding import fold
from assistant.evaluation.system import EvaluationError

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class CaseError(EvaluationError):
    """Question files cannot be used. `problems` has one line for each fault: file, line, reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Message(_Strict):
    """One turn of a question's history."""

    role: Literal["user", "assistant"]
    content: str


class Support(_Strict):
    """A verbatim quotation that supports the answer, and the file name of the letter it stands in."""

    letter: Words
    quote: Words


class Case(_Strict):
    """A question and what a right answer to it must hold."""

    id: Words
    question: Words
    intent: Words = "other"
    history: tuple[Message, ...] = ()
    answerable: bool = True
    gold_areas: tuple[Words, ...] | None = None  # None: not scored as a set
    optional_areas: tuple[Words, ...] = ()
    gold_keys: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    gold_support: tuple[Support, ...] = ()
    gold_answer: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> "Case":
        """Refuse gold that no answer could meet."""
        both = sorted(set(self.gold_areas or ()) & set(self.optional_areas))
        if both:
            raise ValueError(f"in gold_areas and in optional_areas: {', '.join(both)}")
        empty = [key for keys in self.gold_keys for key in keys if not fold(key)]
        if empty:
            raise ValueError(f"gold_keys has a key without a letter or digit: {empty[0]!r}")
        return self

    @property
    def conversation(self) -> Conversation | None:
        """The turns before the question, None where there are none."""
        if not self.history:
            return None
        return Conversation(turns=tuple(Turn(role=turn.role, content=turn.content) for turn in self.history))

    @property
    def is_set(self) -> bool:
        """Whether the answer is scored as a set of areas."""
        return self.answerable and self.gold_areas is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A case and where it was read."""

    case: Case
    file: Path
    line: int

    def problem(self, reason: str) -> str:
        """One line for people: file, line, the case's id, reason."""
        return f"{self.file}:{self.line}: {self.case.id}: {reason}"


def read_cases(files: Iterable[Path]) -> tuple[Placed, ...]:
    """Read question files in order; raise CaseError naming every fault in any of them."""
    problems: list[str] = []
    placed: list[Placed] = []
    for file in files:
        placed.extend(_read(file, problems))
    problems.extend(_duplicates(placed))
    if problems:
        raise CaseError(problems)
    return tuple(placed)


def _read(file: Path, problems: list[str]) -> Iterator[Placed]:
    lines = _lines(file, problems)
    if lines is None:
        return
    if not any(line.strip() for line in lines):
        problems.append(f"{file}: no questions")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Placed(case=Case.model_validate_json(_given(line)), file=file, line=number)
        except ValidationError as error:
            problems.extend(f"{file}:{number}: {reason}" for reason in _reasons(error))


def _given(line: str) -> str:
    """The line without the fields that are null: they say no more than those that are left out."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return line  # pydantic says what is wrong with it
    if not isinstance(row, dict) or None not in row.values():
        return line
    return json.dumps({name: value for name, value in row.items() if value is not None})


def _lines(file: Path, problems: list[str]) -> list[str] | None:
    try:
        # split on line feeds alone: str.splitlines also splits inside JSON strings, at U+2028 for one
        return file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        problems.append(f"{file}: {error.strerror or error}")
    except UnicodeDecodeError as error:
        problems.append(f"{file}: not UTF-8 (byte {error.start})")
    return None


def _reasons(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        field = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            yield f"unknown field {field!r}"
        elif fault["type"] == "missing":
            yield f"field {field!r} is missing"
        else:
            yield f"{field}: {fault['msg']}" if field else fault["msg"]


def _duplicates(placed: Sequence[Placed]) -> Iterator[str]:
    first: dict[str, Placed] = {}
    for one in placed:
        earlier = first.setdefault(one.case.id, one)
        if earlier is not one:
            yield one.problem(f"the id is taken already, at {earlier.file}:{earlier.line}")
