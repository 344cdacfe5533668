"""Text that nothing has filled in: a variable, a template, a reference, a mask, a Go error.

Each kind is known by its form, with the tool that was to fill it in. Placeholders, which a person
was to fill in, are in `placeholder.py`.
"""

import re
from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding, Where

_LONGEST = 4000


class Unfilled(NamedTuple):
    """A kind of such text: what it is, for a sentence that begins with "… is", and what to do."""

    what: str
    fix: str


class _Kind(NamedTuple):
    pattern: str
    unfilled: Unfilled


_KINDS = (
    _Kind(
        r"%!?[a-zA-Z]?\((?:[^()]|<nil>|\([^()]*\)){0,200}\)|<no value>|<nil>|%!\w?\(NOVERB\)",
        Unfilled(
            "what Go writes for a value that is not set",
            "Set the value that the chart or template prints there (Helm: `--set`, `values.yaml`).",
        ),
    ),
    _Kind(
        r"\$\{\{[^\n]{0,200}?\}\}",
        Unfilled(
            "an expression of GitHub Actions that nothing has filled in",
            "Expressions are filled in only in a workflow's own file: pass it on by `env:`.",
        ),
    ),
    _Kind(
        r"ENC\[[A-Z0-9_]{3,20},.{0,3000}\]",
        Unfilled(
            "what SOPS encrypted, and nothing has decrypted", "Decrypt it first: `sops -d FILE`."
        ),
    ),
    _Kind(
        r"\*\*SOPS\*\*",
        Unfilled(
            "the mask that `flux build` prints in place of a secret",
            "Decrypt the file with `sops -d`, or read the Secret from the cluster.",
        ),
    ),
    _Kind(
        r"\$ANSIBLE_VAULT;.{0,3000}",
        Unfilled(
            "what Ansible Vault encrypted, and nothing has decrypted",
            "Decrypt it first: `ansible-vault view`.",
        ),
    ),
    _Kind(
        r"vault:[\w./-]{1,200}#[^\s]{1,200}|<path:[^<>\n]{1,300}>|<[\w-]{1,80}\s*\|[^<>\n]{1,80}>"
        r"|ref\+\w+://\S{1,300}|(?:op|secret|awssm|azkv|gcpsm|bws)://\S{1,300}"
        r"|@Microsoft\.KeyVault\(.{1,300}\)|\{\{resolve:[^{}\n]{1,300}\}\}"
        r"|arn:aws:(?:secretsmanager|ssm):\S{1,300}|projects/[^/\s]{1,80}/secrets/\S{1,200}",
        Unfilled(
            "a reference into a vault that nothing has followed",
            "Let the tool that knows the vault put in the value, or type it.",
        ),
    ),
    _Kind(
        r"\{\{[^\n]{0,400}?\}\}|\{%[^\n]{0,400}?%\}|<%[^\n]{0,400}?%>|\[\[\s*\.[^\n]{0,200}\]\]"
        r"|<<\s*[\w.]{1,100}\s*>>",
        Unfilled(
            "a template (as of Helm, External Secrets or Ansible) that nothing has rendered",
            "Render it first: `helm template`, or read the Secret that comes of it.",
        ),
    ),
    _Kind(
        r"\$\{(?:var|local|data|module|each|random_\w+|\w+_\w+\.\w+)[.\[][^{}\n]{1,200}\}"
        r"|\(sensitive value\)|\(known after apply\)|\(sensitive\)"
        r"|(?:var|local|data|module)\.[a-z]\w{0,60}_[\w.]{1,200}",
        Unfilled(
            "Terraform's own text, which nothing has filled in",
            "Take the Secret that `terraform apply` makes: `kubectl get secret NAME -o yaml`.",
        ),
    ),
    _Kind(
        r"\$\{[^{}\n]{0,120}\}|\$\$?[A-Z_][A-Z0-9_]{1,80}|\$\$?[a-z]\w{0,20}_\w{1,60}"
        r"|\$env:\w{1,80}|%[A-Z_][A-Z0-9_]{1,80}%|\$\{\w{1,80}",
        Unfilled(
            "a variable that nothing has filled in",
            "Let the shell or envsubst fill it in (no single quotes), or type the value itself.",
        ),
    ),
    _Kind(
        r"#\{[^{}\n]{1,120}\}#?|__[A-Z][A-Z0-9_]{1,80}__|@[A-Z][A-Z0-9_]{2,80}@|%(?:\d\$)?[sdvq]"
        r"|\{(?:\d|\w{0,40}(?i:user|name|login|pass|token|secret|auth|registry|server)\w{0,40})\}",
        Unfilled(
            "a mark in the text of a program that nothing has replaced",
            "Run the program that replaces it, or type the value itself.",
        ),
    ),
    _Kind(
        r"\$\([^()\n]{1,300}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)|`[^`\s]{1,80} [^`\n]{1,300}`",
        Unfilled(
            "a shell command that nothing has run",
            "Put in what the command prints: single quotes keep a shell from running it.",
        ),
    ),
    _Kind(
        r"\[object Object\]|undefined|null|NULL|None|nil|System\.Object\[\]",
        Unfilled(
            "what a program prints for a value that is not set", "Set the value, and run it again."
        ),
    ),
    _Kind(
        r"\[MASKED\]|\[FILTERED\]|\[REDACTED\]|<redacted>|\(redacted\)|<masked>|<hidden>",
        Unfilled(
            "the mask that a log shows in place of a secret",
            "Take the value from where it was made; a log does not have it.",
        ),
    ),
)
_SURE = ("${", "$(", "{{", "%!", "<no v", "<path:", "ENC[", "#{", "<<")
_ANYWHERE = r"[%$<{`\[]|://|@[A-Z]|\*\*SOPS|\(\w+ "
_SIGNS = re.compile(_ANYWHERE)
_BEGINNINGS = re.compile(
    r"vault:|arn:aws:|projects/|__[A-Z]|(?:var|local|data|module)\.\w+_"
    r"|(?:undefined|null|NULL|None|nil)\Z"
)
"""Something of one of the two is in every unfilled text, and in hardly any other."""
_SIGNS_INSIDE = re.compile(
    rf"{_ANYWHERE}|vault:|arn:aws:|projects/|__[A-Z]|var\.\w+_|local\.\w+_|data\.\w+_"
    r"|module\.\w+_|undefined|null|NULL|None|nil"
)
"""The same anywhere: in one flat row, which `re` passes over by first letters."""
_INSIDE = r"\$\{|\$\(|\{\{|%!|<no v|<path:|ENC\[|#\{|<<"
_COMPILED: list[tuple[re.Pattern[str], Unfilled]] = []


def may_be_unfilled(text: str) -> bool:
    """Return whether anything in `text` makes it worth asking `unfilled_in` about its parts."""
    return len(text) <= 2 * _LONGEST and bool(_SIGNS_INSIDE.search(text))


def unfilled_in(text: str) -> Unfilled | None:
    """Return what kind of unfilled text `text` is as a whole, None where it is not.

    `$oauthtoken` (NVIDIA's and Quay's username) and `robot$name` (Harbor's) are names as they are.
    """
    inner = text.strip().strip("\"'").strip() if len(text) <= _LONGEST else ""
    if (
        not inner
        or inner == "$oauthtoken"
        or not (_SIGNS.search(inner) or _BEGINNINGS.match(inner))
    ):
        return None
    return next((unfilled for pattern, unfilled in _patterns() if pattern.fullmatch(inner)), None)


def unfilled_inside(text: str) -> Unfilled | None:
    """Return what kind of unfilled text `text` has in it, as a name or a host may have.

    Only what is in brackets of its own is found: a plain `$name` may be a part of a name.
    """
    if len(text) > _LONGEST or not re.search(_INSIDE, text):
        return None
    for pattern, unfilled in _patterns():
        if any(match[0].startswith(_SURE) for match in pattern.finditer(text)):
            return unfilled
    return None


def unfilled_anywhere(text: str) -> Unfilled | None:
    """Return in what way `text` is unfilled or has such a part in it, None where it has not."""
    return unfilled_in(text) or unfilled_inside(text)


def unfilled_finding(code: str, subject: str, text: str, then: str, where: Where) -> Finding | None:
    """Return the finding that `text` is unfilled or has such a part in it, None where it has not.

    `subject` names it ("The name"), `then` says what comes of it.
    """
    unfilled = unfilled_anywhere(text)
    if unfilled is None:
        return None
    return Finding(code, "error", f"{subject} is {unfilled.what}. {then}", unfilled.fix, where)


def _patterns() -> list[tuple[re.Pattern[str], Unfilled]]:
    """Return the patterns, compiled when first needed: hardly any Secret needs them."""
    if not _COMPILED:
        _COMPILED.extend((re.compile(kind.pattern, re.DOTALL), kind.unfilled) for kind in _KINDS)
    return _COMPILED
