"""What we say to a language model, one file each. `load` imports LangChain; this package alone does not."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

_PART = re.compile(r"^# (system|human)\n", re.MULTILINE)


def load(name: str) -> "ChatPromptTemplate":
    """Read `NAME.md`: its parts stand under `# system` and `# human`; without parts all of it is human."""
    from langchain_core.prompts import ChatPromptTemplate

    before, *parts = _PART.split(text_of(name))
    if not parts:
        return ChatPromptTemplate.from_messages([("human", before.strip())])
    messages = [(role, said.strip()) for role, said in zip(parts[::2], parts[1::2], strict=True)]
    return ChatPromptTemplate.from_messages(messages)


def text_of(name: str) -> str:
    """What `NAME.md` holds, as it is written."""
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")
