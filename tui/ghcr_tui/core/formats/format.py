"""What a format is: one record that everything which offers, shows or delivers formats reads."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding

Language = Literal["yaml", "json", "shell", ""]
"""The languages in which a text can be coloured; "" is for none."""


class FormatOptions(NamedTuple):
    """What a format is told besides the draft; each of them reads what it needs.

    `masked`: bullets wherever a token would be in clear; base64 is left as it is, because it is
    what the Secret consists of. `as_stored`: the payload byte for byte as the Secret holds it,
    instead of indented for reading. A format that needs more (a certificate, recipients) has a
    field with a default here, and its `render` says what is missing.
    """

    masked: bool = False
    as_stored: bool = False


class Format(NamedTuple):
    """One form in which a Secret leaves the program.

    `name` is what `-o` takes; `title` is on its tab, "" where only the command line offers it;
    `about` is its line in the help of `encode`; `noun` is what was copied or saved, in a sentence;
    `file_name` is offered for a file, with `{}` for the Secret's name; `language` colours it.
    `render` returns the text, which ends in a line break. `is_whole` says that the Secret can be
    had again from it, `is_secret` that a token can be read from it, in clear or in base64.
    `shows_token` tells whether a token is in it in clear when it is not masked, and `blocked_by`
    whether a finding keeps it from leaving: an error that would be in this format, too.
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
