"""A name for a token that tells nothing about it: keyed, so that nobody else can check a guess."""

from base64 import b32encode

LENGTH = 10
"""Characters of a name: 50 bits, so that even among a million tokens no two share one."""


class TokenNames:
    """Names tokens with a `key` that stays on this machine: the same key, the same names."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, str] = {}

    def __call__(self, token: str) -> str:
        """Return the name of `token`, as `t-` and ten characters; "" for no token."""
        if not token:
            return ""
        name = self._known.get(token)
        if name is None:
            import hmac

            data = token.encode("utf-8", "surrogatepass")
            digest = hmac.digest(self._key, data, "sha256")
            name = f"t-{b32encode(digest).decode()[:LENGTH].lower()}"
            self._known[token] = name
        return name

    def __repr__(self) -> str:
        """Leave the key and the tokens out."""
        return f"TokenNames({len(self._known)} named)"
