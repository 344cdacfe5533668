"""What an API server says instead of an object: the bodies as a real one (1.36) wrote them."""

import json
from typing import NamedTuple

from ghcr_tui.core.golang.json_text import Json

Object = dict[str, Json]


class Reply(NamedTuple):
    """One HTTP answer."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


def found(value: Json, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value, separators=(",", ":")).encode())


def failure(code: int, reason: str, message: str, **more: Json) -> Reply:
    metadata: Json = more.pop("metadata", {})
    status: Object = {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": metadata,
        "status": "Failure",
        "message": message,
        "reason": reason,
        **more,
        "code": code,
    }
    return found(status, code)


def unauthorized() -> Reply:
    return failure(401, "Unauthorized", "Unauthorized")


def forbidden(user: str, verb: str, resource: str, group: str, namespace: str, name: str) -> Reply:
    where = f'in the namespace "{namespace}"' if namespace else "at the cluster scope"
    what = f'{resource}.{group} "{name}"' if group and name else ""
    what = what or (f"{resource}.{group}" if group else f'{resource} "{name}"' if name else "")
    message = (
        f'{what or resource} is forbidden: User "{user}" cannot {verb} resource "{resource}" in '
        f'API group "{group}" {where}'
    )
    return failure(403, "Forbidden", message, details={"kind": resource})


def not_found(resource: str, name: str) -> Reply:
    details: Json = {"name": name, "kind": resource}
    return failure(404, "NotFound", f'{resource} "{name}" not found', details=details)


def no_such_path() -> Reply:
    return Reply(404, b"404 page not found\n", "text/plain; charset=utf-8")


def exists(resource: str, name: str) -> Reply:
    details: Json = {"name": name, "kind": resource}
    message = f'{resource} "{name}" already exists'
    return failure(409, "AlreadyExists", message, details=details)


def changed_meanwhile(resource: str, name: str) -> Reply:
    message = (
        f'Operation cannot be fulfilled on {resource} "{name}": the object has been modified; '
        "please apply your changes to the latest version and try again"
    )
    return failure(409, "Conflict", message, details={"name": name, "kind": resource})


def expired() -> Reply:
    message = (
        "The provided continue parameter is too old to display a consistent list result. You can "
        "start a new list without the continue parameter, or use the continue token in this "
        "response to retrieve the remainder of the results. Continuing with the provided token "
        "results in an inconsistent list - objects that were created, modified, or deleted "
        "between the time the first chunk was returned and now may show up in the list."
    )
    return failure(410, "Expired", message, metadata={"continue": "eyJpbmNvbnNpc3RlbnQiOjF9"})


def expired_watch(version: int, oldest: int) -> Object:
    message = f"too old resource version: {version} ({oldest})"
    status = json.loads(failure(410, "Expired", message).body)
    return {"type": "ERROR", "object": status}


def refused_patch() -> Reply:
    message = "the server rejected our request due to an error in our request"
    return failure(422, "Invalid", message, details={})


def bad_request(message: str) -> Reply:
    return failure(400, "BadRequest", message)


def too_many() -> Reply:
    return Reply(
        429,
        b"Too many requests, please try again later.\n",
        "text/plain; charset=utf-8",
        (("Retry-After", "1"),),
    )


def broken(message: str = "etcdserver: leader changed") -> Reply:
    return failure(500, "InternalError", message)
