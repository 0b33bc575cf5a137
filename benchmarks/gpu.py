"""How fast another model embeds on a GPU and on the processor: `python -m benchmarks.gpu MODEL`.

MODEL is any that sentence-transformers loads. Printed are paragraphs a second with the hardware; without a GPU, of the
processor alone.
"""

import sys
import time

import torch
from sentence_transformers import SentenceTransformer

from benchmarks.indexing import letter_text

LETTERS = 25  # of 40 paragraphs


def main(name: str) -> None:
    """Print a line for each device."""
    texts = [one for seed in range(LETTERS) for one in letter_text(seed).split("\n\n") if len(one) > 60]
    for device in ("cuda", "cpu") if torch.cuda.is_available() else ("cpu",):
        model = SentenceTransformer(name, device=device)
        model.encode(texts[:64], normalize_embeddings=True)
        started = time.perf_counter()
        model.encode(texts, normalize_embeddings=True)
        rate = len(texts) / (time.perf_counter() - started)
        what = torch.cuda.get_device_name() if device == "cuda" else f"{torch.get_num_threads()} threads"
        print(f"{name} on {device} ({what}): {rate:,.0f} paragraphs/s")


if __name__ == "__main__":
    main(sys.argv[1])
