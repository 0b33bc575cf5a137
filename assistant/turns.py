"""Conversations as files: the turns of questions/FORMAT.md, read and written as JSON."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.conversation import Conversation, Turn


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: str
    content: str


_TURNS = TypeAdapter(list[_Turn])


def read_history(path: Path) -> Conversation:
    """Read a conversation; raise ValueError, naming the file and the fault, where it is none."""
    try:
        turns = _TURNS.validate_json(path.read_bytes())
    except OSError as error:
        raise ValueError(
            f"{path}: {error.strerror or error}: give the path of a JSON file of turns"
        ) from error
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise ValueError(
            f'{path}: {place} {fault["msg"]}: a history is a list of {{"role": "user", "content": "..."}}'
        ) from error
    return Conversation(turns=tuple(_checked(path, turn) for turn in turns))


def _checked(path: Path, turn: _Turn) -> Turn:
    if turn.role == "user":
        return Turn(role="user", content=turn.content)
    if turn.role == "assistant":
        return Turn(role="assistant", content=turn.content)
    raise ValueError(f'{path}: role {turn.role!r} is neither "user" nor "assistant"')
