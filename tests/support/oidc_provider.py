"""An OpenID Connect provider on loopback: discovery, authorize, token, keys and sign-out, with tokens signed by RS256.

It holds its clients to the protocol: registered redirect address, client secret, one use of a code, PKCE where it was begun
with. Its people are chosen on a page of its own; there are no passwords.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "butterfly"
CLIENT_SECRET = "known-to-the-provider"


class OidcProvider:
    """Serves from a thread until closed. `people` are claims by the name they are chosen by on its page."""

    def __init__(self, people: Mapping[str, Mapping[str, Any]], redirects: tuple[str, ...] = ()) -> None:
        self.people = dict(people)
        self.redirects = redirects
        """Where it may lead back to; empty: any loopback address that ends in /oauth2callback."""
        self.signed_out: list[str] = []
        """Where people were led back to after they signed out."""
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"}, private=True)
        self.codes: dict[str, dict[str, str]] = {}
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def metadata_url(self) -> str:
        return f"{self.issuer}/.well-known/openid-configuration"

    def __enter__(self) -> "OidcProvider":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def may_lead_to(self, address: str) -> bool:
        parts = urlsplit(address)
        loopback = parts.hostname == "127.0.0.1" and parts.path.endswith("/oauth2callback")
        return address in self.redirects if self.redirects else loopback

    def token_for(self, grant: Mapping[str, str]) -> str:
        """The identity token of the person of a code."""
        now = int(time.time())
        person = self.people[grant["person"]]
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": grant["person"], "iat": now, "exp": now + 300, **person}
        if grant["nonce"]:
            claims["nonce"] = grant["nonce"]
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)


def secrets_toml(provider: OidcProvider, *, client_secret: str = CLIENT_SECRET, **other: str) -> str:
    """What a site's `secrets.toml` has to say of the provider; the site fills its port in."""
    auth = {
        "redirect_uri": "http://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": secrets.token_hex(32),
        "client_id": CLIENT_ID,
        "client_secret": client_secret,
        "server_metadata_url": provider.metadata_url,
        **other,
    }
    return "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in auth.items())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: OidcProvider


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, _asked(urlsplit(self.path).query)
        owner = self.server.owner
        if path == "/.well-known/openid-configuration":
            self._json(200, _metadata(owner.issuer))
        elif path == "/keys":
            self._json(200, {"keys": [owner.key.as_dict(private=False)]})
        elif path == "/authorize":
            self._authorize(owner, asked)
        elif path == "/sign_out" and owner.may_lead_to(asked.get("post_logout_redirect_uri", "")):
            owner.signed_out.append(asked["post_logout_redirect_uri"])
            self._redirect(asked["post_logout_redirect_uri"])
        else:
            self._json(404, {"error": "not_found"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        if urlsplit(self.path).path != "/token":
            self._json(404, {"error": "not_found"})
            return
        status, answer = self._token(self.server.owner, _asked(body))
        self._json(status, answer)

    def _authorize(self, owner: OidcProvider, asked: dict[str, str]) -> None:
        back = asked.get("redirect_uri", "")
        if asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code" or not owner.may_lead_to(back):
            self._json(400, {"error": "invalid_request"})
        elif "openid" not in asked.get("scope", "").split():
            self._redirect(f"{back}?{urlencode({'error': 'invalid_scope', 'state': asked.get('state', '')})}")
        elif asked.get("person") == "-":
            self._redirect(f"{back}?{urlencode({'error': 'access_denied', 'state': asked.get('state', '')})}")
        elif asked.get("person") in owner.people:
            code = secrets.token_urlsafe(16)
            kept = ("redirect_uri", "nonce", "code_challenge", "person")
            owner.codes[code] = {name: asked.get(name, "") for name in kept}
            self._redirect(f"{back}?{urlencode({'code': code, 'state': asked.get('state', '')})}")
        else:
            self._page(owner, asked)

    def _page(self, owner: OidcProvider, asked: dict[str, str]) -> None:
        links = [
            f'<li><a href="/authorize?{html.escape(urlencode({**asked, "person": name}))}">{html.escape(name)}</a></li>'
            for name in (*owner.people, "-")
        ]
        self._send(200, "text/html; charset=utf-8", f"<h1>Who are you?</h1><ul>{''.join(links)}</ul>".encode())

    def _token(self, owner: OidcProvider, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if self._client(asked) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        grant = owner.codes.pop(asked.get("code", ""), None)
        if grant is None or grant["redirect_uri"] != asked.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        if grant["code_challenge"] and grant["code_challenge"] != _challenge(asked.get("code_verifier", "")):
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}
        token = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300}
        return 200, {**token, "id_token": owner.token_for(grant)}

    def _client(self, asked: dict[str, str]) -> tuple[str, str]:
        kind, _, given = self.headers.get("authorization", "").partition(" ")
        if kind.casefold() == "basic":
            name, _, secret = base64.b64decode(given).decode().partition(":")
            return name, secret
        return asked.get("client_id", ""), asked.get("client_secret", "")

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, status: int, value: object) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: int, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _metadata(issuer: str) -> dict[str, object]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/keys",
        "end_session_endpoint": f"{issuer}/sign_out",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }


def _asked(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
