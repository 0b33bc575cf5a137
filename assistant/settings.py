"""Settings, from the environment: LETTERBOOK_STORE, LETTERBOOK_RECORD and so on. Read once.

Nothing below assistant/build.py sees them.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from vectorstore.record import record_url
from vectorstore.storeerror import StoreError

PREFIX = "LETTERBOOK_"


class Settings(BaseModel):
    """What a person may choose. Each is LETTERBOOK_ and its name in capitals; what is given goes before that."""

    model_config = ConfigDict(frozen=True, extra="ignore", protected_namespaces=())

    store: Path = Field(default=Path(".letterbook"), description="the folder of the record and its indexes")
    record: str = Field(default="", description="database URL of the record; empty: SQLite in the store")
    vectors: str = Field(default="", description="URL of a Chroma server; empty: Chroma in the store")
    embedder: str = Field(default="", description="embedding model by name; empty: the bundled one")
    reranker: str = Field(
        default="", description="cross-encoder that looks again at what is doubtful; empty: none"
    )
    cache: Path | None = Field(default=None, description="folder of what is built once on this machine")
    glossary: Path | None = Field(
        default=None,
        description="the collection's own words; empty: glossary.csv in the store, where there is one",
    )
    model: str = Field(default="", description="language model for prose, as PROVIDER:NAME; empty: none")
    model_url: str = Field(default="", description="its server, where that is not the provider's own")
    model_key: SecretStr | None = Field(
        default=None, description="its key; the provider's own variable works too"
    )
    model_timeout: float = Field(
        default=60, gt=0, le=600, description="seconds for one answer, retries included"
    )
    model_tokens: int = Field(default=6_000, ge=200, description="tokens of paragraphs sent for one question")
    model_judging: int = Field(
        default=2, ge=0, le=20, description="calls for one question about doubtful paragraphs; 0: none"
    )
    model_checking: bool = Field(default=False, description="the model looks at its own sentences again")
    remote_models: Literal["allow", "forbid"] = Field(default="allow", description="models elsewhere")

    access: Literal["", "open", "users", "proxy", "oidc"] = Field(
        default="", description="how people say who they are; empty: users where there are any, else open"
    )
    url: str = Field(default="", description="the address that people use, where a proxy stands before it")
    proxies: str = Field(default="", description="addresses or networks of the proxies that are believed")
    proxy_header: str = Field(default="", description="the header in which a proxy names the person")
    others: Literal["refuse", "read"] = Field(
        default="refuse", description="people whom the proxy or organisation knows and the list does not"
    )
    oidc_issuer: str = Field(default="", description="the organisation's log-in, an OpenID Connect issuer")
    oidc_client: str = Field(default="", description="Letterbook's id there")
    oidc_secret: SecretStr | None = Field(default=None, description="its secret there")
    oidc_claim: str = Field(default="email", description="what of a person there is their name here")
    session_hours: float = Field(default=8, gt=0, le=8, description="hours until people are logged out")
    keep_days: int = Field(
        default=0, ge=0, le=3650, description="days that questions and answers are kept; 0: nothing is"
    )

    @model_validator(mode="before")
    @classmethod
    def _from_environment(cls, given: dict[str, Any]) -> dict[str, Any]:
        found = {
            name.upper().removeprefix(PREFIX).lower(): value
            for name, value in os.environ.items()
            if name.upper().startswith(PREFIX)
        }
        return {name: found[name] for name in cls.model_fields if name in found} | given

    @field_validator("vectors", "model_url", "url", "oidc_issuer")
    @classmethod
    def _http(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("a server's URL begins with http:// or https://")
        return url

    @property
    def session(self) -> timedelta:
        """How long people stay logged in."""
        return timedelta(hours=self.session_hours)

    @property
    def record_url(self) -> str:
        """The URL of the record."""
        return self.record or record_url(self.store)


def access_folder(settings: Settings) -> Path:
    """Where a collection keeps who may come in, and what they did."""
    return settings.store / "access"


def load_settings(**given: object) -> Settings:
    """Read the settings; what the command line gives goes before the environment, None gives nothing."""
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings.model_validate(chosen)
    except ValidationError as exc:
        fault = exc.errors()[0]
        name = "LETTERBOOK_" + "_".join(map(str, fault["loc"])).upper()
        raise StoreError(f"{name}: {fault['msg']}") from exc
