"""An issuer of tokens for tests: a real server on this machine, whose keys the tests hold."""

import base64
import json
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm
from typing_extensions import override

AUDIENCE = "https://api.example.com"
DISCOVERY = "/.well-known/openid-configuration"
KEYS = "/keys"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def make_key(algorithm: str) -> PrivateKey:
    """Return a new private key for signatures of this algorithm."""
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    if algorithm.startswith("ES"):
        curves = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
        return ec.generate_private_key(curves[algorithm])
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def publish(key_id: str, key: PrivateKey, **members: Any) -> dict[str, Any]:
    """Return the public half of a key, as an issuer publishes it."""
    public: dict[str, Any]
    match key:
        case rsa.RSAPrivateKey():
            public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        case ec.EllipticCurvePrivateKey():
            public = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
        case _:
            public = OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
    public.pop("key_ops", None)
    return {**public, "kid": key_id, "use": "sig", **members}


def encode(part: bytes) -> str:
    """Return a part of a token as it is written."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def unsigned(token: str) -> str:
    """Return the same token as one that says it needs no signature."""
    head = json.dumps({"alg": "none", "typ": "JWT", "kid": "first"}).encode()
    return f"{encode(head)}.{token.split('.')[1]}."


class LocalIssuer:
    """An issuer with one key at the start, which signs ES256."""

    def __init__(self) -> None:
        """Listen on a free port; `start` begins to answer."""
        self.keys: dict[str, tuple[str, PrivateKey]] = {"first": ("ES256", make_key("ES256"))}
        # What it answers instead, by path: a JSON value, bytes, or a status; and what it was asked.
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []
        self.delay = 0.0
        self._port = 0
        self._server: ThreadingHTTPServer | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its name, which stands in its tokens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Begin to answer, at the same address as before."""
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked.append(self.path)
                time.sleep(issuer.delay)
                status, body = issuer.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            @override
            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            @override
            def handle_error(self, *_: Any) -> None:
                """Say nothing of callers who do not wait for the answer."""

        self._server = Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body for this path."""
        usual = {
            DISCOVERY: {"issuer": self.url, "jwks_uri": f"{self.url}{KEYS}"},
            KEYS: {"keys": [publish(key_id, key) for key_id, (_, key) in self.keys.items()]},
        }
        answer = self.answers.get(path, usual.get(path, 404))
        if isinstance(answer, int):
            return answer, b"{}"
        return 200, answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    def add_key(self, key_id: str, algorithm: str = "ES256") -> None:
        """Sign with one more key."""
        self.keys[key_id] = (algorithm, make_key(algorithm))

    def sign(
        self,
        key_id: str = "first",
        *,
        head: dict[str, Any] | None = None,
        algorithm: str | None = None,
        **claims: Any,
    ) -> str:
        """Return a good token with some of its claims changed, or left out for `...`."""
        usual, key = self.keys[key_id]
        now = int(time.time())
        all_claims = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "ada",
            "iat": now,
            "exp": now + 300,
            **claims,
        }
        kept = {name: value for name, value in all_claims.items() if value is not ...}
        # As bytes: what no issuer says may be said here.
        return jwt.api_jws.encode(
            json.dumps(kept).encode(),
            key,
            algorithm=algorithm or usual,
            headers={"kid": key_id, **(head or {})},
        )


@contextmanager
def running_issuer() -> Generator[LocalIssuer]:
    """Yield an issuer, which stops afterwards."""
    issuer = LocalIssuer()
    try:
        yield issuer
    finally:
        issuer.stop()
