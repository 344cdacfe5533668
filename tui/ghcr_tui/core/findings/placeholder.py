"""Placeholders: words that stand for a username or a token until somebody types the real one.

Only warnings come of them: documentation and templates are composed with them on purpose.
"""

import re

from ghcr_tui.core.credential.tokens import known_prefix
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.unfilled import unfilled_in, unfilled_inside

# Without separators, in small letters. Names and passwords that real registries have (`user`,
# `admin`, `password`, `secret`, and Cloudsmith's username `token`) are not among them.
_FOR_ANYTHING = """
    changeme changeit changethis changemeplease replaceme replacethis fillme fillmein insertme
    redacted removed hidden masked placeholder todo fixme tbd
"""
_WORDS = {
    "username": frozenset(
        f"""
        username yourusername myusername githubusername yourgithubusername githubuser
        yourgithubuser ghcrusername ghusername ghuser dockerusername yourdockerusername
        dockerhubuser dockeruser registryusername registryuser yourname yourlogin
        yourgithubhandle {_FOR_ANYTHING}
        """.split()
    ),
    "token": frozenset(
        f"""
        token yourtoken mytoken yourtokenhere tokenhere pat yourpat mypat pattoken ghpat ghtoken
        crpat ghcrpat ghcrtoken ghcrpassword githubpat githubtoken yourgithubtoken yourgithubpat
        githubpersonalaccesstoken personalaccesstoken yourpersonalaccesstoken accesstoken
        youraccesstoken yourpassword yourpasswordhere yoursecret registrytoken registrypassword
        dockerpassword dockertoken dockerhubtoken {_FOR_ANYTHING}
        """.split()
    ),
}
_BRACKETED = r"<[^<>]{1,80}>|\[(?:your|my|the)?[ _-]?[a-z_ -]*(?:token|user(?:name)?|pat)\]"
_FILLER = r"([*•●·._#?…-])\1{2,}|…"
_ADDRESSED = (
    r"your[_ -].{1,60}|.{1,60}[_ -]here"
    r"|(?:insert|replace|enter|put|paste)[_ -](?:your|my|the|token|me|with)\b.{0,60}"
)
_FIRST_LETTERS = ("your", "insert", "replace", "enter", "put", "paste", "xxx")
_PLACEHOLDER = f"{_FILLER}|(?i:{_BRACKETED}|{_ADDRESSED})"
_LONGEST = 300
_IDENTITY_TOKEN = "<token>"  # a username with a meaning of its own  # noqa: S105


def resembles_placeholder(username: str) -> bool:
    """Return whether a username of letters, digits and dashes is worth asking `is_placeholder`."""
    word = username.replace("-", "").lower()
    return word in _WORDS["username"] or word.startswith(_FIRST_LETTERS) or word.endswith("here")


def is_placeholder(text: str, field: str) -> bool:
    """Return whether `text` stands for something that was to be filled in, `ghp_xxxx…` too."""
    if len(text) > _LONGEST:
        return False
    rest = text[len(known_prefix(text)) :] or text
    if rest.isalnum():  # nearly always, and no pattern is needed for it
        return rest.lower() in _WORDS[field] or (len(rest) > 2 and not rest.strip("xX"))
    word = re.sub("[^A-Za-z0-9]", "", rest).lower()
    return word in _WORDS[field] or bool(re.fullmatch(_PLACEHOLDER, rest))


def placeholder_findings(text: str, field: str) -> list[Finding]:
    """Return what there is to say of a placeholder; `field` is `username` or `token`."""
    if text == _IDENTITY_TOKEN and field == "username":
        return []
    unfilled = unfilled_in(text) or (unfilled_inside(text) if field == "username" else None)
    if unfilled:
        message = (
            f"The {field} is {unfilled.what}. It is sent as it stands, and the registry refuses it."
        )
        code = f"{field}-unexpanded-variable"
        return [Finding(code, "error", message, unfilled.fix, Where(field))]
    if is_placeholder(text, field):
        message = (
            f"The {field} looks like a placeholder that was left in: a pull with it is denied."
        )
        return [
            Finding(f"placeholder-{field}", "warning", message, "Type the real one.", Where(field))
        ]
    return []
