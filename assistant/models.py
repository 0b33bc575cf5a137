"""Language models by name (`ollama:llama3.1`): set up, told local from remote, checked. No key is printed."""

import ipaddress
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.reader import ReaderError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ANSWER_TOKENS = 2_000  # the longest reply
LOCAL = {
    "ollama": "http://127.0.0.1:11434"
}  # where a provider's server is when no URL is given; others: remote
EXTRAS = ("ollama", "openai", "anthropic")  # the providers whose packages are extras of ours
CHECK_SECONDS = 30.0


def is_remote(settings: Settings) -> bool:
    """Whether questions and paragraphs would leave this machine for the model."""
    if not settings.model:
        return False
    provider, _, name = settings.model.partition(":")
    url = settings.model_url or LOCAL.get(provider, "")
    # Ollama's own server hands its cloud models on.
    return not _loopback(url) or name.endswith(("-cloud", ":cloud"))


def chat_model(settings: Settings) -> "BaseChatModel":
    """Set up the model of the settings; raise ReaderError, in one line, where that cannot be."""
    if is_remote(settings) and settings.remote_models == "forbid":
        raise ReaderError(f"{settings.model} is remote, and LETTERBOOK_REMOTE_MODELS=forbid")
    from langchain.chat_models import init_chat_model

    from assistant.replies import caught

    def set_up() -> "BaseChatModel":
        model: BaseChatModel = init_chat_model(settings.model, temperature=0, **_options(settings))
        return model

    found = caught(set_up)
    if isinstance(found, Exception):
        raise ReaderError(_not_set_up(settings.model, found)) from None  # its text may hold the key
    return found


def check_model(settings: Settings) -> str:
    """Say in one line whether the model answers, and in the form that is asked of it."""
    if not settings.model:
        return "no language model is configured: answers are in the letters' own words"
    where = "remote" if is_remote(settings) else "on this machine"
    started = time.perf_counter()
    try:
        _tried(settings)
    except ReaderError as exc:
        return f"{settings.model} ({where}) does not answer: {exc}"
    return f"{settings.model} ({where}) answers in {time.perf_counter() - started:.1f} s"


def _tried(settings: Settings) -> None:
    from assistant.replies import Written, ask
    from prompts import load

    marker = "check"
    given = {"finding": "(none)", "question": "What was Exampleton asked to do?", "marker": marker}
    paragraph = (
        f"{marker} paragraph 1\nletter: to Exampleton\nrole: ask\ntext: Please publish your plan by June."
    )
    messages = load("answer").format_messages(**given, paragraphs=paragraph)
    ask(chat_model(settings), messages, Written, min(settings.model_timeout, CHECK_SECONDS))


def _options(settings: Settings) -> dict[str, Any]:
    """What a provider's class is given: its own names for the same things."""
    provider, seconds = settings.model.partition(":")[0], settings.model_timeout
    url = settings.model_url or LOCAL.get(provider, "")
    key = settings.model_key.get_secret_value() if settings.model_key else ""
    if provider == "ollama":
        # Ollama cuts a prompt that is longer than its context without a word.
        context = settings.model_tokens + 2 * ANSWER_TOKENS
        client = {"timeout": seconds} | ({"headers": {"Authorization": f"Bearer {key}"}} if key else {})
        return {"base_url": url, "num_ctx": context, "num_predict": ANSWER_TOKENS, "client_kwargs": client}
    options: dict[str, Any] = {"max_tokens": ANSWER_TOKENS, "timeout": seconds, "max_retries": 0}
    if url:
        options["base_url"] = url
    if key or url:
        # A server of one's own is never sent the key that the environment has for the provider.
        options["api_key"] = key or "none"
    return options


def _loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _not_set_up(name: str, fault: Exception) -> str:
    provider = name.partition(":")[0]
    if isinstance(fault, ImportError):
        extra = (
            f"pip install 'letterbook[{provider}]'" if provider in EXTRAS else f"install langchain-{provider}"
        )
        return f"the package for {provider} models is not installed: {extra}"
    if isinstance(fault, ValueError) and type(fault) is ValueError:
        return f"LETTERBOOK_MODEL={name}: write PROVIDER:NAME, for example ollama:llama3.1"
    return f"{name} cannot be set up ({type(fault).__name__}); is its API key set?"
