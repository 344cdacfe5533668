"""Random questions to the judge `keyring`: images, and pull secrets as nobody sane writes them.

Most keys are made from an image's own name, and most payloads are sound but for one oddity, so
that the answers differ; all come from one `random.Random`, and so from its seed.
"""

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from random import Random

from judges.kubelet import KubeSecret

Question = tuple[str, list[KubeSecret]]

_HOSTS = (
    *("ghcr.io", "GHCR.io", "docker.io", "index.docker.io", "registry-1.docker.io", "quay.io"),
    *("localhost", "localhost:5000", "Registry", "A", "my_host.lan", "x", "a.b.c", "127.0.0.1:80"),
    *("[::1]", "[::1]:5000", "[2001:DB8::a]", "[::ffff:1.2.3.4]:1", "xn--e1.io", "ghcr.io:", "-.a"),
)
_PATHS = ("app", "own/app", "own", "library/nginx", "a/b/c", "own/app/", "a__b", "a-b.c/d_e")
_TAGS = ("", "", "", ":v1", f"@sha256:{'a' * 64}", f":v1@sha256:{'0' * 64}")
_NO_IMAGES = (":", "@sha256:1", "/", "//", "A", " ", ":v1:v2", "@", "é")
_SCHEMES = ("", "", "", "https://", "http://", "HTTPS://", "docker://", "https://https://", "//")
_USERS = ("", "", "", "", "me@", "me:pw@", "a b@", "%40@", "%zz@", "é@", "@")
_VERSIONS = ("", "", "", "/", "/v1/", "/v2/", "/v1", "/v2", "/v1/v2/", "/v3/", "//")
_TAILS = ("", "", "", "", "?", "?x=/y", "#f", "#%zz", "/%2541", "%2Fapp", "/%6Fwn", ":", ":80:80")
_SIGNS = "*?[]\\^-%/:@.#~!$&'()+,;=<>\"`{}| aZ0é\u212a\u017f\ufffd\t\x00\x7f"
_FIELDS = ("username", "password", "auth", "email")
_OTHER_FIELDS = ("identitytoken", "x", "registrytoken", "", "pa\u00dfword", "httpheaders", "auths")
_NOT_TEXT = ("null", "1", "-0.5e3", "true", "false", "[]", "{}", "[1,{}]", '{"a":"b"}', "1e999")
_TYPES = ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "Opaque", "", "a/b")
_DATA_KEYS = (".dockerconfigjson", ".dockercfg", "dockerconfigjson", "config.json")
_ESCAPES = (
    *(r"\ud800", r"\udc00", r"\uD83D\uDE00", r"\ud800\ud800\udc00", r"\\ud800", r"\/"),
    *(r"\x", r"\u12", "\x01"),
)
_NUMBERS = ("1e999", "-1e999", "9" * 400, "1e-999", "01", "1.", ".5", "+1", "NaN", "Infinity")
_WRONG_BYTES = (b"\xff", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf5", b'"', b",", b"\\", b"{")
_RATES = (0.0, 0.004, 0.02, 0.06)
"""How often each oddity occurs where it can: the same all over one question."""


def questions(seed: int, count: int) -> list[Question]:
    """Return `count` questions; the same `seed` gives the same ones."""
    maker = _Maker(Random(seed))  # noqa: S311 - nothing secret: it has to come again
    return [maker.question() for _ in range(count)]


class _Maker:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._pick = random.choice

    def question(self) -> Question:
        self._rate = self._pick(_RATES)
        host, path = self._pick(_HOSTS), self._pick(_PATHS)
        image = f"{host}/{path}" if self._often() or self._often() else path
        if image == path:
            host, path = "docker.io", path if "/" in path else f"library/{path}"
        image += self._pick(_TAGS)
        if self._seldom():
            image += self._pick(_NO_IMAGES)
        if self._seldom():
            image = self._spoilt(image)
        number = self._pick((0, 1, 1, 1, 2, 2, 3))
        self._host, self._path = host, path
        return image, [self._secret() for _ in range(number)]

    def _often(self) -> bool:
        return self._random.random() < 0.5

    def _seldom(self, times: float = 1) -> bool:
        return self._random.random() < self._rate * times

    def _secret(self) -> KubeSecret:
        kind = self._pick(_TYPES) if self._seldom(3) else self._pick((*_TYPES[:2], _TYPES[0]))
        is_legacy = kind == _TYPES[1]
        entries = self._object(self._key, self._entry, self._pick((0, 1, 2, 3, 5)))
        text = entries if is_legacy and not self._seldom() else self._payload(entries)
        data = {_DATA_KEYS[is_legacy]: self._bytes(text)}
        if self._seldom():
            data = {self._pick(_DATA_KEYS): self._bytes(entries), **data}
        if self._seldom():
            data.pop(_DATA_KEYS[is_legacy])
        return KubeSecret(kind, data)

    def _payload(self, entries: str) -> str:
        members = [(self._spelt("auths"), entries)]
        while self._seldom(3):
            more = self._object(self._key, self._entry, 1)
            value = more if self._often() else self._pick((*_NOT_TEXT, '"x"'))
            members.append((self._spelt("auths"), value))
        if self._seldom():
            headers = self._object(lambda: "h", lambda: self._text_or_not("v"), 2)
            value = headers if self._often() else self._pick(_NOT_TEXT)
            members.append((self._spelt("HttpHeaders"), value))
        if self._seldom(3):
            members.append(self._unknown())
        self._random.shuffle(members)
        if self._seldom():
            members = members[1:]
        if self._seldom():
            return self._pick((*_NOT_TEXT, "", " ", "x", '"x"'))
        return self._written(members)

    def _object(self, key: Callable[[], str], value: Callable[[], str], size: int) -> str:
        members = [(key(), value()) for _ in range(size)]
        if members and self._seldom():
            members.append((members[0][0], value()))
        return self._written(members)

    def _entry(self) -> str:
        if self._seldom():
            return self._pick((*_NOT_TEXT, '"text"'))
        token = self._word()
        members = [("username", self._string(self._word())), ("password", self._string(token))]
        if self._often():
            members = [("auth", self._string(self._auth(self._word(), token)))]
        while self._seldom(4):
            name = self._pick((*_FIELDS, *_OTHER_FIELDS))
            members.append((name, self._text_or_not(self._word())))
        if self._seldom(2):
            members.append(self._unknown())
        if self._seldom(4):
            self._random.shuffle(members)
        return self._written([(self._spelt(name), value) for name, value in members])

    def _key(self) -> str:
        host, path = self._host, self._path
        if self._random.random() < 0.2:
            host, path = self._pick(_HOSTS), self._pick(_PATHS)
        if self._random.random() < 0.1:
            host = self._pick(("https://index.docker.io/v1/", "index.docker.io", "*"))
        key = self._globbed(host) if self._often() else host
        if self._often():
            key = self._pick(_SCHEMES) + self._pick(_USERS) + key + self._pick(_VERSIONS)
        if self._often():
            key += f"/{path[: self._random.randint(0, len(path))]}"
        if self._seldom(5):
            key += self._pick(_TAILS)
        return self._spoilt(key) if self._seldom(3) else key

    def _globbed(self, host: str) -> str:
        labels = host.split(".")
        at = self._random.randrange(len(labels))
        label = labels[at]
        labels[at] = self._pick(("*", f"{label[:1]}*", f"*{label[-1:]}"))
        if self._seldom(5):
            odd = ("?", f"[{label}]", f"\\{label}", f"[^{label[:1]}]{label[1:]}", "%67", "**")
            labels[at] = self._pick(odd)
        return ".".join(labels)

    def _auth(self, username: str, token: str) -> str:
        pair = f"{username}:{token}" if not self._seldom() else username + token
        data = pair.encode()
        if self._seldom():
            data += self._pick((b"\xff", b"\xe4\x80", b"\xed\xa0\x80", b"\n", b"\x00"))
        text = (urlsafe_b64encode if self._seldom() else b64encode)(data).decode()
        if self._random.random() < 0.2:
            text = text.rstrip("=")
        if self._seldom(3):
            at = self._random.randint(0, len(text))
            text = text[:at] + self._pick(("\n", "\r\n", " ", "=", "é", "A", "\t")) + text[at:]
        return text + self._pick(("", "", "", "\n", " ", "=", "\u0085")) if self._seldom() else text

    def _word(self) -> str:
        if self._seldom(3):
            return "".join(self._pick(_SIGNS + "\n\r\U0001f600") for _ in range(4))
        return self._pick(("u", "me", "token", "", "a:b", "x" * 30))

    def _text_or_not(self, text: str) -> str:
        return self._pick(_NOT_TEXT) if self._seldom(5) else self._string(text)

    def _string(self, text: str) -> str:
        """Return a JSON string, perhaps with escapes that Python would not write."""
        written = json.dumps(text, ensure_ascii=self._often())
        if self._seldom():
            written = f'"{self._pick(_ESCAPES)}{written[1:]}'
        return written

    def _unknown(self) -> tuple[str, str]:
        """Return a field that the kubelet does not know, with anything in it."""
        depth = self._pick((1, 99, 101, 900, 1001, 3000))
        deep = self._pick(("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth))
        return self._pick(_OTHER_FIELDS), self._pick((deep, self._pick(_NUMBERS), '{"a":1,"a":[]}'))

    def _spelt(self, name: str) -> str:
        if not self._seldom(3):
            return name
        other = {"s": "\u017f", "k": "\u212a", "a": "\u00e0", "u": "U"}
        letters = (self._pick((c, c.upper(), c.swapcase(), other.get(c, c))) for c in name)
        return "".join(letters)

    def _written(self, members: list[tuple[str, str]]) -> str:
        space = self._pick(("", "", " ", "\n\t")) if self._seldom(5) else ""
        inside = f",{space}".join(f"{self._string(key)}:{space}{text}" for key, text in members)
        return f"{{{space}{inside}{space}}}"

    def _bytes(self, text: str) -> bytes:
        data = text.encode()
        if self._seldom():
            at = self._random.randint(0, len(data))
            data = data[:at] + self._pick(_WRONG_BYTES) + data[at + self._pick((0, 0, 1)) :]
        if self._seldom():
            data = data[: self._random.randint(0, len(data))]
        if self._seldom():
            data = self._pick((b"\xef\xbb\xbf", b"\n ", b"\x0b")) + data
        if self._seldom():
            data += self._pick((b"\n", b"x", b"{}", b"\x00", b" \t"))
        return data

    def _spoilt(self, text: str) -> str:
        at = self._random.randint(0, len(text))
        return text[:at] + self._pick(_SIGNS) + text[at + self._pick((0, 1)) :]
