"""Score answers against question files: `from assistant.evaluation import evaluate`."""

from assistant.evaluation.cases import Case, CaseError, Support, read_cases
from assistant.evaluation.compare import Comparison, compare
from assistant.evaluation.page import write_page
from assistant.evaluation.report import Outcome, Report, Run
from assistant.evaluation.run import evaluate
from assistant.evaluation.saved import as_json, open_saved, write_json
from assistant.evaluation.system import System

__all__ = [
    "Case",
    "CaseError",
    "Comparison",
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
