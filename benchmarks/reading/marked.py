"""Questions whose topic stands in square brackets."""

import re


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a question without its square brackets, and where what they held stands."""
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        held = part.startswith("[")
        plain = part[1:-1] if held else part
        if held:
            spans.append((len(text), len(text) + len(plain)))
        text += plain
    return text, spans
