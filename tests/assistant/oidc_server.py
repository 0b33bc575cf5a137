"""A small OpenID Connect provider for the tests, over real HTTP. It does what it is told, right or wrong."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey


@dataclass(slots=True)
class Organisation:
    """What the provider says of whoever logs in, and what it does wrong."""

    url: str = ""
    client: str = "letterbook"
    secret: str = "a secret"
    said: dict[str, Any] = field(
        default_factory=lambda: {"email": "Anna@example.gov.uk", "email_verified": True}
    )
    wrong: dict[str, Any] = field(default_factory=dict)  # claims that replace right ones
    signed_by: str = "key"  # key, other, none, secret
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorise(self, query: dict[str, str]) -> str:
        """Let the person in and send the browser back."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"]})

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any]:
        """Change a code for a signed answer, once, where secret and verifier are right."""
        asked = self.codes.pop(form["code"])
        basic = base64.b64encode(f"{self.client}:{self.secret.replace(' ', '+')}".encode()).decode()
        plain = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        assert authorization in (f"Basic {basic}", f"Basic {plain}"), authorization
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(challenge).decode().rstrip("=") == asked["code_challenge"]
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": self.client,
            "sub": "1",
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
        }
        return {
            "access_token": "x",
            "token_type": "Bearer",
            "id_token": self._signed(claims | self.said | self.wrong),
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.signed_by == "none":
            parts = ({"alg": "none"}, claims)
            return (
                ".".join(
                    base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
                )
                + "."
            )
        if self.signed_by == "secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self.secret * 5))
        key = self.key if self.signed_by == "key" else RSAKey.generate_key(2048, {"kid": "1"})
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)


@contextmanager
def organisation() -> Iterator[Organisation]:
    """Serve one on a free port of this machine."""
    made = Organisation()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            at = urlsplit(self.path)
            if at.path == "/authorise":
                self.send_response(302)
                self.send_header("Location", made.authorise({k: v[0] for k, v in parse_qs(at.query).items()}))
                self.end_headers()
            elif at.path == "/keys":
                self._json({"keys": [made.key.as_dict(private=False)]})
            else:
                ways = {"authorization_endpoint": "authorise", "token_endpoint": "token", "jwks_uri": "keys"}
                self._json({"issuer": made.url} | {name: f"{made.url}/{path}" for name, path in ways.items()})

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._json(made.token({k: v[0] for k, v in form.items()}, self.headers.get("Authorization", "")))

        def _json(self, data: object) -> None:
            body = json.dumps(data).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
