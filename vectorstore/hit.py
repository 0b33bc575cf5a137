"""Query and Hit: what retrieval is asked, and what it hands on."""

from dataclasses import dataclass
from datetime import date

from ingest.letter import LetterMetadata, Paragraph, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for, and where. Empty tuples and None mean no restriction."""

    text: str  # what is embedded
    terms: tuple[str, ...] = ()  # what lexical search looks for besides the text's own words (synonyms)
    also: tuple[str, ...] = ()  # texts that would do as well, each likened for itself
    top_k: int | None = None  # None: until the scores run dry
    roles: tuple[Role, ...] = ()
    areas: tuple[str, ...] = ()
    letter_ids: tuple[str, ...] = ()
    sent_from: date | None = None
    sent_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph with its scores. `score` orders hits; the others explain it."""

    paragraph: Paragraph
    letter: LetterMetadata
    score: float  # reciprocal rank fusion, or the reranker's
    dense: float = 0.0  # cosine similarity of query and paragraph-with-context, -1 to 1
    lexical: float = 0.0  # BM25, 0 where no term occurs
