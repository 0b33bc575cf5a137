"""An organisation's log-in: OpenID Connect's code flow with PKCE, a state and a nonce, each used once.

Authlib speaks the protocol over httpx and joserfc checks the signed answer: well kept, BSD, and not ours to get
wrong. Who may come in is still the collection's own list.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from assistant.access.person import AccessError
from assistant.settings import Settings

SIGNED = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
]  # no secret, no none
WAIT = timedelta(minutes=10)  # for a person to log in there
KEPT = 10_000  # log-ins that wait; the oldest are forgotten
LEEWAY = 60  # seconds that two clocks may differ
TIMEOUT = 10.0  # seconds for each call of the provider
DISCOVERY = "/.well-known/openid-configuration"
CALLBACK = "/login/callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A log-in that waits for its answer."""

    state: str
    nonce: str
    verifier: str
    to: str
    ends: datetime


class Provider:
    """One organisation's log-in."""

    def __init__(
        self,
        *,
        issuer: str,
        client: str,
        secret: str,
        url: str,
        claim: str = "email",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`url` is Letterbook's own address, `claim` what of a person there is their name here."""
        self.issuer = issuer.rstrip("/")
        self.client = client
        self.secret = secret
        self.callback = url.rstrip("/") + CALLBACK
        self.claim = claim
        self.now = now
        self._begun: OrderedDict[str, Begun] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, to: str) -> tuple[str, str]:
        """Where to send the browser, and the key of this log-in for its cookie."""
        verifier, nonce, key = (secrets.token_urlsafe(48) for _ in range(3))
        with self._session() as session:
            at = self._discovered(session)["authorization_endpoint"]
            address, state = session.create_authorization_url(at, code_verifier=verifier, nonce=nonce)
        begun = Begun(state=state, nonce=nonce, verifier=verifier, to=to, ends=self.now() + WAIT)
        with self._lock:
            self._begun[key] = begun
            while len(self._begun) > KEPT:
                self._begun.popitem(last=False)
        return str(address), key

    def finish(self, key: str, query: dict[str, str]) -> tuple[str, str]:
        """The person's name and where they wanted to go. What does not hold is an AccessError."""
        with self._lock:
            begun = self._begun.pop(key, None)  # once only, whatever comes of it
        if begun is None or self.now() > begun.ends:
            raise AccessError("this log-in was begun elsewhere or too long ago; begin again")
        if not secrets.compare_digest(query.get("state", "").encode(), begun.state.encode()):
            raise AccessError("the answer belongs to another log-in; begin again")
        if "error" in query or not query.get("code"):
            raise AccessError("your organisation did not let you in; begin again or ask its help desk")
        return self._name(self._claims(begun, query["code"])), begun.to

    def _claims(self, begun: Begun, code: str) -> dict[str, Any]:
        """What the provider says of the person, signed by it for us and for this log-in."""
        try:
            with self._session() as session:
                found = self._discovered(session)
                token = session.fetch_token(found["token_endpoint"], code=code, code_verifier=begun.verifier)
                keys = KeySet.import_key_set(
                    session.request("GET", found["jwks_uri"], withhold_token=True).json()
                )
            claims: dict[str, Any] = jwt.decode(token["id_token"], keys, algorithms=SIGNED).claims
            self._registry(begun).validate(claims)
        except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError, TypeError) as exc:
            raise AccessError("what your organisation answered could not be checked; begin again") from exc
        return claims

    def _registry(self, begun: Begun) -> jwt.JWTClaimsRegistry:
        needed = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client},
            "nonce": {"essential": True, "value": begun.nonce},
            "exp": {"essential": True},
            "sub": {"essential": True},
        }
        return jwt.JWTClaimsRegistry(now=int(self.now().timestamp()), leeway=LEEWAY, **needed)  # type: ignore[arg-type]

    def _name(self, claims: dict[str, Any]) -> str:
        name = claims.get(self.claim)
        if not isinstance(name, str) or not name.strip():
            raise AccessError(f"your organisation does not say your {self.claim} (LETTERBOOK_OIDC_CLAIM)")
        if self.claim == "email" and claims.get("email_verified") is False:
            raise AccessError("your organisation has not checked that this address of e-mail is yours")
        return name

    def _discovered(self, session: OAuth2Client) -> dict[str, Any]:
        try:
            found = (
                session.request("GET", self.issuer + DISCOVERY, withhold_token=True).raise_for_status().json()
            )
            if not isinstance(found, dict) or str(found.get("issuer", "")).rstrip("/") != self.issuer:
                raise ValueError("another issuer")
        except (httpx.HTTPError, ValueError) as exc:
            raise AccessError("your organisation's log-in does not answer; try again in a minute") from exc
        return found

    def _session(self) -> OAuth2Client:
        return OAuth2Client(
            self.client,
            self.secret,
            scope="openid email profile",
            redirect_uri=self.callback,
            code_challenge_method="S256",
            timeout=TIMEOUT,
            trust_env=False,
        )


def provider(settings: Settings) -> Provider:
    """The organisation's log-in that the settings name."""
    secret = settings.oidc_secret.get_secret_value() if settings.oidc_secret else ""
    if not (settings.oidc_issuer and settings.oidc_client and secret and settings.url):
        raise AccessError(
            "LETTERBOOK_ACCESS=oidc needs LETTERBOOK_OIDC_ISSUER, LETTERBOOK_OIDC_CLIENT, LETTERBOOK_OIDC_SECRET and"
            " LETTERBOOK_URL (the address that people use)"
        )
    return Provider(
        issuer=settings.oidc_issuer,
        client=settings.oidc_client,
        secret=secret,
        url=settings.url,
        claim=settings.oidc_claim,
    )
