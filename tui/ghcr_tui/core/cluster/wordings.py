"""What container runtimes and the kubelet write when a pull fails, and which stage that was.

Every row names its source: the file, and the versions in which the words were read. Rows are tried
from the first on; what none matches is shown as it is and called unknown.

containerd 1.6.38, 1.7.28, 2.4.2: remotes/docker (in 2.x core/remotes/docker); CRI-O pulls with
containers/image 5.36; the kubelet is Kubernetes 1.37's, pkg/kubelet.
"""

import re
from typing import Literal, NamedTuple

Stage = Literal[
    "no-credential",
    "token-refused",
    "no-right",
    "no-image",
    "limit",
    "network",
    "tls",
    "server",
    "platform",
    "never-pull",
    "image-name",
    "verification",
    "keyring",
    "node",
    "unknown",
]
"""Where a pull failed."""

STAGES: dict[Stage, str] = {
    "no-credential": "no credential was sent",
    "token-refused": "the credential was refused",
    "no-right": "the credential has no right to this image, or there is no such repository",
    "no-image": "there is no such image",
    "limit": "the registry's limit is reached",
    "network": "the registry cannot be reached",
    "tls": "the registry's certificate is not trusted",
    "server": "the registry itself failed",
    "platform": "the image is not for this kind of node",
    "never-pull": "the pod forbids to pull",
    "image-name": "the image's name is not valid",
    "verification": "the image's signature was not accepted",
    "keyring": "a pull secret is unreadable, so the pod has no credential at all",
    "node": "the node could not store or handle the image",
    "unknown": "the runtime's words are not known here",
}


class Wording(NamedTuple):
    """A row: words (a regular expression), the stage they mean, and where they come from.

    `is_sent` says that a credential was sent for sure; others say the same with and without one.
    """

    words: str
    stage: Stage
    source: str
    is_sent: bool = False


WORDINGS = (
    # The kubelet's own, which no runtime has seen.
    Wording(r"is not present with pull policy of Never", "never-pull",
            "kubelet images/image_manager.go, imageNotPresentOnNeverPolicyError"),
    Wording(r"Failed to apply default image tag|couldn't parse image (?:name|reference)"
            r"|invalid reference format|failed to parse image reference", "image-name",
            "kubelet images/image_manager.go; containerd cri image_pull.go"),
    Wording(r"^(?:illegal base64 data at input byte|invalid character .* looking for|json: "
            r"cannot unmarshal|unexpected end of JSON input|unable to parse auth field)", "keyring",
            "kubelet credentialprovider/secrets/secrets.go and config.go, returned as it is"),
    Wording(r"[Ss]ignature ?[Vv]alidation ?[Ff]ailed|Source image rejected", "verification",
            "cri-api pkg/errors; containers/image copy/single.go"),
    # A limit comes with 429, which must not be taken for a refusal.
    Wording(r"429 Too Many Requests|toomanyrequests|too many requests to registry"
            r"|pull rate limit", "limit",
            "containerd remotes/errors; containers/image docker/errors.go; Docker Hub's message"),
    # TLS before the network: its errors are inside of `failed to do request`.
    Wording(r"x509: |tls: failed to verify|remote error: tls|tls: handshake failure"
            r"|certificate signed by unknown authority|certificate has expired", "tls",
            "Go crypto/x509 and crypto/tls, within `failed to do request` or `pinging container "
            "registry`"),
    Wording(r"server gave HTTP response to HTTPS client", "tls",
            "Go net/http, within `failed to do request` or `pinging container registry`"),
    Wording(r"no such host|connection refused|i/o timeout|no route to host|network is unreachable"
            r"|TLS handshake timeout|context deadline exceeded|Client\.Timeout exceeded"
            r"|connection reset by peer|server misbehaving|proxyconnect", "network",
            "Go net and net/http, within `failed to do request` or `pinging container registry`"),
    # containerd, from the token to the manifest.
    Wording(r"failed to fetch anonymous token: .*\b(?:400|401|403)\b", "no-credential",
            "containerd 1.6, 1.7, 2.x authorizer.go, fetchToken without a secret"),
    Wording(r"authorization failed: no basic auth credentials", "no-credential",
            "containerd 1.6, 1.7, 2.x authorizer.go, AddResponses (Basic, nothing to send)"),
    Wording(r"failed to handle basic auth because missing username or secret", "no-credential",
            "containerd 1.6, 1.7, 2.x authorizer.go, doBasicAuth"),
    Wording(r"failed to fetch oauth token: .*\b(?:400|401|403)\b", "token-refused",
            "containerd 1.6, 1.7, 2.x authorizer.go, fetchToken with a secret", is_sent=True),
    Wording(r"failed to fetch (?:oauth|anonymous) token: .*\b50[0-9]\b", "server",
            "containerd 1.6, 1.7, 2.x auth/fetch.go, a token service's own failure"),
    Wording(r"unable to decode token response|did not include a token in the response", "server",
            "containerd 1.6, 1.7, 2.x auth/fetch.go"),
    Wording(r"server message: insufficient_scope", "no-right",
            "containerd 1.6, 1.7, 2.x authorizer.go, invalidAuthorization; RFC 6750, 3.1"),
    Wording(r"server message: invalid_token", "token-refused",
            "containerd 1.6, 1.7, 2.x authorizer.go, invalidAuthorization; RFC 6750, 3.1",
            is_sent=True),
    Wording(r"no match for platform in manifest", "platform",
            "containerd 1.6, 1.7, 2.x images/handlers.go and image.go"),
    Wording(r"media type .* is no longer supported since containerd v2\.0", "platform",
            "containerd 2.x resolver.go: Docker's schema 1 manifests"),
    Wording(r"pull access denied, repository does not exist or may require authorization",
            "no-right", "containerd 1.6, 1.7, 2.x resolver.go, Resolve"),
    # CRI-O (containers/image).
    Wording(r"unable to retrieve auth token: invalid username/password", "token-refused",
            "containers/image docker/errors.go, ErrUnauthorizedForCredentials", is_sent=True),
    Wording(r"no image found in (?:image index|manifest list) for architecture", "platform",
            "containers/image internal/manifest/oci_index.go, docker_schema2_list.go"),
    Wording(r"short-name .* did not resolve to an alias|short name mode is enforcing", "image-name",
            "containers/image pkg/shortnames/shortnames.go"),
    Wording(r"registry .* is blocked in", "node",
            "containers/image docker/docker_client.go, registries.conf"),
    Wording(r"manifest unknown|name unknown|MANIFEST_UNKNOWN|NAME_UNKNOWN"
            r"|repository name not known to registry", "no-image",
            "distribution error codes, as containers/image and containerd quote them"),
    Wording(r"requested access to the resource is denied|insufficient_scope"
            r"|(?:reading manifest .*|: )denied(?:: |$)", "no-right",
            "distribution error code DENIED, as containers/image quotes it"),
    Wording(r"access to the requested resource is not authorized", "no-right",
            "Quay's message of UNAUTHORIZED, which it gives for a want of rights"),
    Wording(r"(?:reading manifest .*|: )unauthorized(?:: |$)|authentication required",
            "token-refused", "distribution error code UNAUTHORIZED, as containers/image quotes it"),
    # A status behind a request, whoever wrote it.
    Wording(r"\b401 Unauthorized\b", "token-refused",
            "containerd remotes/errors, NewUnexpectedStatusErr; 1.6.20 resolver.go, `pulling from "
            "host … failed with status code`"),
    Wording(r"\b403 Forbidden\b|StatusCode: 403", "no-right",
            "containerd remotes/errors; containers/image docker/errors.go"),
    Wording(r"\b404 Not Found\b|StatusCode: 404|: not found$|code = NotFound", "no-image",
            "containerd resolver.go, `REFERENCE: not found`; containers/image docker/errors.go"),
    Wording(r"\b50[0-9] [A-Z]|StatusCode: 50\d|received unexpected HTTP status: 5"
            r"|[Rr]egistry ?(?:is )?[Uu]navailable", "server",
            "containerd remotes/errors; containers/image; cri-api pkg/errors"),
    # The node.
    Wording(r"no space left on device|read-only file system|input/output error", "node",
            "Go syscall.Errno, while a layer is written"),
    Wording(r"failed to extract layer|failed to unpack|failed size validation"
            r"|unexpected commit digest|Failed to inspect image", "node",
            "containerd unpacker.go and content store; kubelet images/image_manager.go"),
    Wording(r"\bEOF\b|broken pipe|unexpected EOF|http2: ", "network",
            "Go net/http, in the middle of a transfer"),
)  # fmt: skip
"""In the order in which they are tried."""


def stage_of(words: str) -> tuple[Stage, Wording | None]:
    """Return the stage that a runtime's words mean, and the row that says so."""
    for row in WORDINGS:
        if re.search(row.words, words):
            return row.stage, row
    return "unknown", None
