"""Words that may not be in the source: what loads code from data, runs text, opens a shell, or opens the server to all."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [ROOT / "app.py", *(path for folder in ("ingest", "vectorstore", "prompts", "assistant") for path in sorted((ROOT / folder).rglob("*.py")))]  # fmt: skip
# A worker's letters come pickled from our own child process, and are read by an Unpickler that knows only letters.
ALLOWED = {("ingest/worker.py", "pickle.Unpickler"), ("ingest/worker.py", "pickle.UnpicklingError")}
# As arguments that are not False.
ARGUMENTS = {"query_texts", "trust_remote_code", "allow_pickle", "shell", "allowed_paths"}
ATTRIBUTES = {"configuration", "launch", "set_code_execution", "analyze_collection"}
CALLS = {
    "eval", "exec", "compile", "os.system", "os.popen", "pickle.load", "pickle.loads", "pickle.Unpickler",
    "marshal.loads", "marshal.load", "shelve.open", "yaml.load", "torch.load", "joblib.load", "dill.loads",
    "cloudpickle.loads", "__import__", "gr.load", "gr.LoginButton", "hub.pull",
}  # fmt: skip
IMPORTS = {
    "langchain_core.load",
    "langchain.load",
    "langchain_experimental",
    "telnetlib",
    "cloudpickle",
    "dill",
}


def forbidden(tree: ast.AST) -> Iterator[str]:
    """What of a file's syntax is on the lists."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ARGUMENTS:
            if not (isinstance(node.value, ast.Constant) and node.value.value is False):
                yield f"{node.arg}="
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            yield f".{node.attr}"
        elif isinstance(node, ast.Name | ast.Attribute) and (name := ast.unparse(node)) in CALLS:
            yield name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module for _ in [0] if node.module in IMPORTS)
            yield from (
                f"{node.module}.{one.name}" for one in node.names if f"{node.module}.{one.name}" in CALLS
            )
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in IMPORTS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_loads_code_from_data(path: Path) -> None:
    found = set(forbidden(ast.parse(path.read_text(encoding="utf-8"))))
    file = str(path.relative_to(ROOT))
    assert {one for one in found if (file, one) not in ALLOWED} == set()


@pytest.mark.parametrize(
    "planted",
    ["c.query(query_texts=['x'])", "print(collection.configuration)", "f(trust_remote_code=True)",
     "pickle.loads(b'')", "from pickle import loads", "from langchain_core.load import loads",
     "np.load(p, allow_pickle=True)", "subprocess.run('x', shell=True)", "eval('1')", "__import__('os')",
     "from os import system", "torch.load(p)", "app.launch(share=True)", "mount(app, allowed_paths=['/'])", "gr.LoginButton()"],
)  # fmt: skip
def test_a_planted_line_is_caught(planted: str) -> None:
    assert set(forbidden(ast.parse(planted)))
