"""One tantivy index: its fields, its analysis, adding to it and searching it. It knows nothing of the record.

Three fields of words: the paragraph's text, its context (headings and lead-in, worth less), and its plain
words, the collection's vocabulary. Queries are built of terms, never parsed, so any text may be asked.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import tantivy

from ingest.letter import Paragraph
from vectorstore.rows import Keys, Scores
from vectorstore.schema import NUMBER_BITS
from vectorstore.state import Point
from vectorstore.terms import STOP_WORDS, encodable

FORMAT = 1  # raise it when fields or analysis change: the index is then made again
CONTEXT_BOOST = 0.5  # a word of a heading says less of the paragraph than its own
HEAP = 64_000_000  # bytes that a writer collects before it writes a segment
LONGEST = 60  # characters of a word

_STEMMED, _PLAIN, _MARK = "stemmed", "plain", "mark"
# It begins at a word's beginning and never goes back: the time grows with the text, not with its square.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑][^\W_]++)++")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an index holds, written in the same commit as its paragraphs, so the two cannot disagree."""

    point: Point
    serials: frozenset[int]  # of the letters in it
    format: int = FORMAT


def new_index(folder: Path | None) -> tantivy.Index:
    """Make an empty index in a folder, or in memory."""
    return _analysed(tantivy.Index(_schema(), path=str(folder) if folder else None))


def open_index(folder: Path) -> tantivy.Index:
    """Open the index in a folder; raise ValueError where there is none to open."""
    return _analysed(tantivy.Index.open(str(folder)))


def about(index: tantivy.Index) -> About | None:
    """Return what an index holds; None where it does not say."""
    searcher = index.searcher()
    found = searcher.search(tantivy.Query.term_query(_schema(), "mark", _MARK), 1).hits
    if not found:
        return None
    body = json.loads(bytes(searcher.doc(found[0][1])["about"][0]))
    point = Point(generation=body["generation"], token=body["token"])
    return About(point=point, serials=frozenset(body["serials"]), format=body["format"])


def change(
    index: tantivy.Index, new: Iterable[tuple[int, Paragraph]], gone: Iterable[int], holds: About
) -> None:
    """Add paragraphs by key and take out letters by serial, in one commit that says what it then holds."""
    writer = index.writer(HEAP, num_threads=1)
    for serial in gone:
        # Not by term: for an unsigned field that deletes nothing, and says nothing (tantivy 0.27).
        writer.delete_documents_by_query(tantivy.Query.term_query(_schema(), "serial", serial))
    for key, paragraph in new:
        writer.add_document(_document(key, paragraph))
    writer.delete_documents_by_term("mark", _MARK)
    writer.add_document(_mark(holds))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def stems_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct stems of the content words of some texts, in order."""
    stems = [stem for text in texts for stem in _stemmer().analyze(_with_compounds(text))]
    return tuple(dict.fromkeys(stems))


def search(index: tantivy.Index, stems: Sequence[str], limit: int | None) -> tuple[Keys, Scores]:
    """Return keys and BM25 scores of the paragraphs with any of the stems, best first."""
    searcher = index.searcher()
    limit = searcher.num_docs if limit is None else min(limit, searcher.num_docs)
    if not stems or not limit:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    hits = searcher.search(_query(stems), limit, count=False).hits
    keys = searcher.fast_field_values("key", [address for _, address in hits])
    return np.array(keys, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)


def count(index: tantivy.Index) -> int:
    """Return the number of paragraphs."""
    return max(0, int(index.searcher().num_docs) - 1)  # less the mark


def words_of(index: tantivy.Index) -> dict[str, int]:
    """Return each content word and the number of paragraphs that have it."""
    return dict(index.searcher().terms_with_prefix("words", "", filter_query=tantivy.Query.all_query()))


def _query(stems: Sequence[str]) -> tantivy.Query:
    schema, query = _schema(), tantivy.Query
    either = []
    for stem in stems:
        text = query.term_query(schema, "text", stem, "freq")
        context = query.term_query(schema, "context", stem, "freq")
        either += [text, query.boost_query(context, CONTEXT_BOOST)]
    return query.boolean_query([(tantivy.Occur.Should, one) for one in either])


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("text", "context"):
        builder.add_text_field(field, tokenizer_name=_STEMMED, index_option="freq")
    builder.add_text_field("words", tokenizer_name=_PLAIN, index_option="basic")
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("serial", indexed=True)
    builder.add_text_field("mark", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("about", stored=True)
    return builder.build()


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    return _plain().filter(tantivy.Filter.stemmer("english")).build()


def _plain() -> tantivy.TextAnalyzerBuilder:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (
        tantivy.Filter.remove_long(LONGEST),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.custom_stopword(sorted(STOP_WORDS)),
    ):
        builder = builder.filter(one)
    return builder


def _analysed(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(_STEMMED, _stemmer())
    index.register_tokenizer(_PLAIN, _plain().build())
    index.config_reader("manual")  # what is open does not change under a search
    index.reload()
    return index


def _document(key: int, paragraph: Paragraph) -> tantivy.Document:
    # Through add_text and add_unsigned: an int given to the constructor makes the writer's thread die.
    document = tantivy.Document()
    document.add_unsigned("key", key)
    document.add_unsigned("serial", key >> NUMBER_BITS)
    document.add_text("text", _with_compounds(paragraph.text))
    document.add_text("context", _with_compounds(paragraph.context))
    document.add_text("words", encodable(paragraph.text))
    return document


def _mark(holds: About) -> tantivy.Document:
    body = {
        "generation": holds.point.generation,
        "token": holds.point.token,
        "serials": sorted(holds.serials),
        "format": holds.format,
    }
    document = tantivy.Document()
    document.add_text("mark", _MARK)
    document.add_bytes("about", json.dumps(body).encode())
    return document


def _with_compounds(text: str) -> str:
    # "co-production" is found by "coproduction" too, and the other way about.
    text = encodable(text)
    joined = [re.sub(r"[-‐‑]", "", compound) for compound in _COMPOUND.findall(text)]
    return " ".join([text, *joined])
