"""Feed what reads people's and models' words with inputs that coverage guides, with atheris (libFuzzer for Python).

`python -m benchmarks.guided TARGET [libFuzzer's options]`, as `… understand -max_total_time=600`. The targets are
those of `benchmarks.fed`; the bytes that libFuzzer changes are their dice, so an input is one of `benchmarks.fuzz`,
and what reaches new code is kept and changed further. A finding stops it, with a file `crash-…` that repeats it when
it is given as the last argument. atheris is not among the pinned packages, as only Linux has it.
"""

import random
import sys
import warnings

try:
    import atheris
except ImportError:
    atheris = None
TARGETS = ("understand", "standalone", "halves", "escaped", "citations", "proof", "ask", "api")
# Inputs as long as an odd text needs from the start; one that takes so many seconds counts as a finding.
OPTIONS = ("-len_control=0", "-max_len=2000", "-timeout=30")


class Bytes(random.Random):
    """Dice that fall as given bytes say, and at their end on nought."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.bits, self.left = int.from_bytes(data, "little"), 8 * len(data)

    def getrandbits(self, k: int, /) -> int:
        """The next k bits."""
        found = self.bits & ((1 << k) - 1)
        self.bits >>= k
        return found

    def random(self) -> float:
        """A number made of the next 16 bits, from 0 up to 1."""
        return self.getrandbits(16) / (1 << 16)


def main(arguments: list[str]) -> int:
    """Let atheris run; it ends the process itself, with 0 where nothing was found."""
    if not arguments or arguments[0] not in TARGETS:
        print(f"guided: name what is fed: one of {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    if atheris is None:
        print("guided: atheris is not installed: pip install atheris (Linux)", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["assistant"]):
        from benchmarks.fuzz import opened
    with opened() as targets:
        target = targets[arguments[0]]
        atheris.Setup(["guided", *OPTIONS, *arguments[1:]], lambda data: target(Bytes(data)))
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
