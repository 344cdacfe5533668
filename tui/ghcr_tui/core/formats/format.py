"""What a format is: one record that everything which offers, shows or delivers formats reads."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.controllers import Scope
from ghcr_tui.core.text.problem import Problem

StoreKind = Literal["SecretStore", "ClusterSecretStore"]
Language = Literal["yaml", "json", "shell", ""]
"""The languages in which a text can be coloured; "" is for none."""


class FormatProblem(Problem):
    """A format lacks something that it is made with; the message is a plain sentence."""


class Store(NamedTuple):
    """Where External Secrets finds credentials: a store, and the key in it for each registry.

    `{registry}` in the key is the registry. With `username_property` the username is in the store
    too, under that name; without it the store holds the token alone, and the username is written
    into the manifest.
    """

    name: str
    kind: StoreKind = "SecretStore"
    key: str = "{registry}"
    token_property: str = ""
    username_property: str = ""


def store_named(named: str, key: str = "", token: str = "", username: str = "") -> Store:
    """Return the store that a person names, `cluster:NAME` or NAME, and what is where in it."""
    prefix, colon, name = named.partition(":")
    is_cluster = bool(colon) and prefix == "cluster"
    return Store(
        name if is_cluster else named,
        "ClusterSecretStore" if is_cluster else "SecretStore",
        key or "{registry}",
        token,
        username,
    )


class FormatOptions(NamedTuple):
    """What a format is told besides the draft; each of them reads what it needs.

    `masked`: bullets wherever a token would be in clear; base64 is left as it is, because it is
    what the Secret consists of. `as_stored`: the payload byte for byte as the Secret holds it,
    instead of indented for reading. `seal` encrypts a value, bound to a label, for the
    controller of sealed-secrets, and `scope` is where that opens it; `encrypt_file` makes a SOPS
    file of a manifest; `store` is where External Secrets finds the credentials, and `project`
    is that of a registry of Google. A format that needs more has a field with a default here, and
    its `render` raises FormatProblem without it.
    """

    masked: bool = False
    as_stored: bool = False
    seal: Callable[[bytes, bytes], str] | None = None
    scope: Scope = "strict"
    encrypt_file: Callable[[dict[str, Json]], dict[str, Json]] | None = None
    store: Store | None = None
    project: str = ""


class Format(NamedTuple):
    """One form in which a Secret leaves the program.

    `name` is what `-o` takes; `title` is on its tab, "" where only the command line offers it;
    `about` is its line in the help of `encode`; `noun` is what was copied or saved, in a sentence;
    `file_name` is offered for a file, with `{}` for the Secret's name; `language` colours it.
    `render` returns the text, which ends in a line break. `is_whole` says that the Secret can be
    had again from it, `is_secret` that a token can be read from it, in clear or in base64.
    `shows_token` tells whether a token is in it in clear when it is not masked, and `blocked_by`
    whether a finding keeps it from leaving: an error that would be in this format, too.
    `leaves_out` names the fields of a credential that are not in it: they need not be known, and
    what is wrong with them is nobody's business here. `asks` is what a person has to choose for
    it besides, "" for nothing, and `is_encrypted` says that no credential can be read in it here.
    """

    name: str
    title: str
    about: str
    noun: str
    file_name: str
    language: Language
    render: Callable[[Draft, FormatOptions], str]
    is_whole: bool
    is_secret: bool
    shows_token: Callable[[Draft], bool]
    blocked_by: Callable[[Finding], bool]
    leaves_out: Callable[[FormatOptions], frozenset[str]] = lambda options: frozenset()
    asks: str = ""
    is_encrypted: bool = False

    def errors(self, findings: Iterable[Finding], options: FormatOptions) -> list[Finding]:
        """Return what of `findings` keeps a draft from leaving in this format."""
        unneeded = self.leaves_out(options)
        return [
            each
            for each in findings
            if each.severity == "error"
            and each.where.field not in unneeded
            and self.blocked_by(each)
        ]
