"""Score answers against question files: `from assistant.evaluation import evaluate`.

Names are imported when they are first used: every command mounts `command.py`, and few of them evaluate.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.evaluation.cases import Case, CaseError, Support, read_cases
    from assistant.evaluation.comparison import Comparison, compare
    from assistant.evaluation.page import write_page
    from assistant.evaluation.report import Outcome, Report, Run
    from assistant.evaluation.run import evaluate
    from assistant.evaluation.saved import as_json, open_saved, write_json
    from assistant.evaluation.system import EvaluationError, System

__all__ = [
    "Case",
    "CaseError",
    "Comparison",
    "EvaluationError",
    "Outcome",
    "Report",
    "Run",
    "Support",
    "System",
    "as_json",
    "compare",
    "evaluate",
    "open_saved",
    "read_cases",
    "write_json",
    "write_page",
]

_HOMES = {
    "cases": ("Case", "CaseError", "Support", "read_cases"),
    "comparison": ("Comparison", "compare"),
    "page": ("write_page",),
    "report": ("Outcome", "Report", "Run"),
    "run": ("evaluate",),
    "saved": ("as_json", "open_saved", "write_json"),
    "system": ("EvaluationError", "System"),
}


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
