"""What runtimes wrote when a pull failed, with the stage each text means.

Each is written by the format strings that core.cluster.wordings names, at the versions it names.
"""

from ghcr_tui.core.cluster.wordings import Stage

IMAGE = "ghcr.io/owner/app:1"
_RPC = "rpc error: code = Unknown desc = "
_UNPACK = f'failed to pull and unpack image "{IMAGE}": '
_RESOLVE = f'{_UNPACK}failed to resolve reference "{IMAGE}": '
_TOKEN = "https://ghcr.io/token?scope=repository%3Aowner%2Fapp%3Apull&service=ghcr.io"
_MANIFEST = "https://ghcr.io/v2/owner/app/manifests/1"
_DENIED = "pull access denied, repository does not exist or may require authorization: "
_SOURCE = f"initializing source docker://{IMAGE}: "

CONTAINERD: list[tuple[str, Stage]] = [
    (
        f"{_RESOLVE}failed to authorize: failed to fetch anonymous token: unexpected status from "
        f"GET request to {_TOKEN}: 401 Unauthorized",
        "no-credential",
    ),
    (
        f"{_RESOLVE}failed to authorize: failed to fetch anonymous token: unexpected status: 403 "
        "Forbidden",
        "no-credential",
    ),
    (f"{_RESOLVE}authorization failed: no basic auth credentials", "no-credential"),
    (f"{_RESOLVE}{_DENIED}authorization failed: no basic auth credentials", "no-credential"),
    (
        f"{_RESOLVE}failed to authorize: failed to fetch oauth token: unexpected status from GET "
        f"request to {_TOKEN}: 403 Forbidden",
        "token-refused",
    ),
    (
        f"{_RESOLVE}failed to authorize: failed to fetch oauth token: unexpected status from POST "
        "request to https://auth.docker.io/token: 401 Unauthorized",
        "token-refused",
    ),
    (f"{_RESOLVE}unexpected status from HEAD request to {_MANIFEST}: 401 Unauthorized",
     "token-refused"),
    (f"{_RESOLVE}pulling from host ghcr.io failed with status code [manifests 1]: 401 Unauthorized",
     "token-refused"),
    (f"{_RESOLVE}{_DENIED}server message: insufficient_scope: authorization failed", "no-right"),
    (f"{_RESOLVE}{_DENIED}server message: invalid_token: authorization failed", "token-refused"),
    (f"{_RESOLVE}unexpected status from HEAD request to {_MANIFEST}: 403 Forbidden", "no-right"),
    (f"{_RESOLVE}{IMAGE}: not found", "no-image"),
    (
        f"{_UNPACK}failed to copy: httpReadSeeker: failed open: unexpected status code {_MANIFEST}"
        ": 429 Too Many Requests - Server message: toomanyrequests: You have reached your "
        "unauthenticated pull rate limit.",
        "limit",
    ),
    (f"{_RESOLVE}unexpected status from HEAD request to {_MANIFEST}: 429 Too Many Requests",
     "limit"),
    (
        f'{_RESOLVE}failed to do request: Head "{_MANIFEST}": dial tcp: lookup ghcr.io on '
        "10.96.0.10:53: no such host",
        "network",
    ),
    (
        f'{_RESOLVE}failed to do request: Head "{_MANIFEST}": dial tcp 140.82.121.34:443: i/o '
        "timeout",
        "network",
    ),
    (
        f'{_RESOLVE}failed to do request: Head "{_MANIFEST}": tls: failed to verify certificate: '
        "x509: certificate signed by unknown authority",
        "tls",
    ),
    (
        f'{_RESOLVE}failed to do request: Head "{_MANIFEST}": http: server gave HTTP response to '
        "HTTPS client",
        "tls",
    ),
    (f"{_UNPACK}no match for platform in manifest: not found", "platform"),
    (f"{_RESOLVE}unexpected status from HEAD request to {_MANIFEST}: 500 Internal Server Error",
     "server"),
    (
        f"{_RESOLVE}failed to authorize: failed to fetch oauth token: unexpected status from POST "
        f"request to {_TOKEN}: 503 Service Unavailable",
        "server",
    ),
    (f"{_UNPACK}failed to extract layer sha256:ab: write /x: no space left on device", "node"),
]  # fmt: skip

CRIO: list[tuple[str, Stage]] = [
    (f"{_SOURCE}reading manifest 1 in ghcr.io/owner/app: denied", "no-right"),
    (
        f"{_SOURCE}reading manifest 1 in docker.io/owner/app: requested access to the resource is "
        "denied",
        "no-right",
    ),
    (f"{_SOURCE}reading manifest 1 in ghcr.io/owner/app: manifest unknown", "no-image"),
    (f"{_SOURCE}reading manifest 1 in ghcr.io/owner/app: unauthorized", "token-refused"),
    (
        f"{_SOURCE}reading manifest 1 in quay.io/owner/app: unauthorized: access to the requested "
        "resource is not authorized",
        "no-right",
    ),
    (
        f"{_SOURCE}unable to retrieve auth token: invalid username/password: unauthorized: "
        "authentication required",
        "token-refused",
    ),
    (
        f"{_SOURCE}pinging container registry ghcr.io: Get \"https://ghcr.io/v2/\": dial tcp: "
        "lookup ghcr.io: no such host",
        "network",
    ),
    (
        f"{_SOURCE}pinging container registry r.example: Get \"https://r.example/v2/\": tls: "
        "failed to verify certificate: x509: certificate has expired or is not yet valid",
        "tls",
    ),
    (f"{_SOURCE}reading manifest 1 in docker.io/library/nginx: toomanyrequests: You have reached "
     "your pull rate limit.", "limit"),
    (f"{_SOURCE}too many requests to registry", "limit"),
    (
        'choosing image instance: no image found in image index for architecture "arm64", variant '
        '"v8", OS "linux"',
        "platform",
    ),
    (f"{_SOURCE}reading manifest 1 in r.example/app: received unexpected HTTP status: 502 Bad "
     "Gateway", "server"),
    (
        'short-name "app:1" did not resolve to an alias and no unqualified-search registries are '
        'defined in "/etc/containers/registries.conf"',
        "image-name",
    ),
    ("SignatureValidationFailed: Source image rejected: A signature was required, but no signature "
     "exists", "verification"),
]  # fmt: skip

KUBELET: list[tuple[str, Stage]] = [
    (f'Container image "{IMAGE}" is not present with pull policy of Never', "never-pull"),
    (
        'Failed to apply default image tag "GHCR.io/App": couldn\'t parse image name '
        '"GHCR.io/App": invalid reference format: repository name must be lowercase',
        "image-name",
    ),
    ("illegal base64 data at input byte 4", "keyring"),
    ("invalid character 'x' looking for beginning of value", "keyring"),
    ("json: cannot unmarshal number into Go struct field", "keyring"),
]

RUNTIMES = [(f"{_RPC}{words}", stage) for words, stage in (*CONTAINERD, *CRIO)]
