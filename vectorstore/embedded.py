"""The text that is embedded for a paragraph, and its hash: equal texts share one vector."""

import hashlib

from ingest.letter import Paragraph


def embedded_text(paragraph: Paragraph) -> str:
    """Return the paragraph under its context."""
    return f"{paragraph.context}\n{paragraph.text}" if paragraph.context else paragraph.text


def text_sha(paragraph: Paragraph) -> bytes:
    """Return the SHA-256 of the embedded text."""
    return hashlib.sha256(embedded_text(paragraph).encode("utf-8", "replace")).digest()
