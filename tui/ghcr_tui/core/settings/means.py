"""What the views that are safe for git need besides a draft: chosen once, and remembered."""

from typing import NamedTuple


class Means(NamedTuple):
    """A certificate, age recipients, and a store; "" is for what nobody has chosen.

    `certificate` is a file, `controller` the NAMESPACE/NAME that serves one, `scope` where a
    SealedSecret may be opened. `recipients` have spaces between them. `store` is NAME, or
    `cluster:NAME`, and the next three say what is where in it; `project` is Google's.
    """

    certificate: str = ""
    controller: str = ""
    scope: str = ""
    recipients: str = ""
    store: str = ""
    store_key: str = ""
    token_property: str = ""
    username_property: str = ""
    project: str = ""
