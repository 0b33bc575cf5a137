"""Language models by name (`ollama:llama3.1`): set up, told local from remote, checked. No key is printed."""

import ipaddress
import re
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.readererror import ReaderError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.talk import Model

ANSWER_TOKENS = 2_000  # the longest reply
LOCAL = {
    "ollama": "http://127.0.0.1:11434"
}  # where a provider's server is when no URL is given; others: remote
EXTRAS = {  # the packages that are extras of ours; LangChain names no package where another has old names for it
    "ollama": "langchain_ollama",
    "openai": "langchain_openai",
    "azure_openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
}
_PACKAGE = re.compile(r"\blangchain[-_][a-z_-]+")  # as LangChain names it where it is missing
CHECK_SECONDS = 30.0


def is_remote(settings: Settings) -> bool:
    """Whether questions and paragraphs would leave this machine for the model."""
    if not settings.model:
        return False
    provider, _, name = settings.model.partition(":")
    url = settings.model_url or LOCAL.get(provider, "")
    # Ollama's own server hands its cloud models on.
    return not _loopback(url) or name.endswith(("-cloud", ":cloud"))


def host_of(settings: Settings) -> str:
    """Where the model is asked: its server's name and port, else its provider."""
    provider = settings.model.partition(":")[0]
    at = urlsplit(settings.model_url or LOCAL.get(provider, ""))
    # Not the whole of it: a user and a password may stand before the name.
    return f"{at.hostname}:{at.port}" if at.port else at.hostname or f"{provider}’s own servers"


def model_of(settings: Settings) -> "Model":
    """The model of the settings, as one question after the other is to use it."""
    from assistant.talk import Model

    return Model(
        name=settings.model,
        host=host_of(settings),
        remote=is_remote(settings),
        notice=notice(settings),
        seconds=settings.model_timeout,
        tokens=settings.model_tokens,
        judging=settings.model_judging,
        checking=settings.model_checking,
        make=lambda: chat_model(settings),
    )


def notice(settings: Settings) -> str:
    """Who writes the answers and what is sent to it, for people before they ask."""
    if not is_remote(settings):
        return f"Answers are written by {settings.model} on this machine, and every sentence is checked against the letters."
    if settings.remote_models == "forbid":
        return f"{settings.model} is set up, but models on other machines are forbidden: answers are in the letters’ own words, and nothing is sent."
    return f"Answers are written by {settings.model}. Your questions and paragraphs of the letters are sent to it, at {host_of(settings)}."


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


def check_model(settings: Settings) -> tuple[bool, str]:
    """Whether the model answers, and in the form that is asked of it; in one line with the reason."""
    where = f"at {host_of(settings)}, not on this machine" if is_remote(settings) else "on this machine"
    started = time.perf_counter()
    try:
        _tried(settings)
    except ReaderError as exc:
        return (
            False,
            f"{settings.model} ({where}) does not answer, and answers are in the letters’ own words: {exc}",
        )
    return True, f"{settings.model} ({where}) answers in {time.perf_counter() - started:.1f} s"


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
        client = {"timeout": seconds, "trust_env": not _loopback(url)} | (
            {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        )
        return {"base_url": url, "num_ctx": context, "num_predict": ANSWER_TOKENS, "client_kwargs": client}
    options: dict[str, Any] = {"max_tokens": ANSWER_TOKENS, "timeout": seconds, "max_retries": 0}
    if url:
        options["base_url"] = url
    if provider == "openai" and _loopback(url):
        from openai import DefaultHttpxClient

        # What is on this machine is asked directly: a proxy in the environment may be elsewhere.
        options["http_client"] = DefaultHttpxClient(trust_env=False)
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
    if provider in EXTRAS and not find_spec(EXTRAS[provider]):
        fault = ImportError(EXTRAS[provider])
    if isinstance(fault, ImportError):
        named = _PACKAGE.search(str(fault))
        package = named[0].replace("_", "-") if named else f"langchain-{provider}"
        return f"the package for {provider} models is not installed: pip install {package}"
    if isinstance(fault, ValueError) and type(fault) is ValueError:
        return f"LETTERBOOK_MODEL={name}: write PROVIDER:NAME, for example ollama:llama3.1"
    return f"{name} cannot be set up ({type(fault).__name__}); is its API key set?"
