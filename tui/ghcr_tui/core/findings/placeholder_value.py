"""Placeholders where base64 belongs: words such as `BASE64_ENCODED_DOCKER_CONFIG`."""

import re

from ghcr_tui.core.findings.placeholder import is_placeholder

_LONGEST = 160
_SURE_WORDS = """
    base64 b64 base encoded encode your here placeholder replace insert paste goes dummy example
    sample todo tbd fixme redacted changeme changeit output contents string
"""
_OTHER_WORDS = """
    value data my the a an of docker config json dockerconfigjson dockerconfig dockercfg secret
    secrets token auth username user password pass colon and with put enter in this content file
    credential credentials registry pull image k8s kubernetes kube github ghcr gitlab pat dockerhub
    from cat change me generated to be real actual own login key text is
"""
_SURE = frozenset(_SURE_WORDS.split())
"""Words that no credential is made of alone."""
_VOCABULARY = _SURE.union(_OTHER_WORDS.split())
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")


def is_value_placeholder(text: str) -> bool:
    """Return whether `text`, where base64 belongs, says in words what a person was to put there."""
    inner = text.strip().strip("\"'`")
    if not inner or len(inner) > _LONGEST:
        return False
    if re.fullmatch(r"(?i)(?:your|my|the)?[_ -]?(?:base64|b64)[_ -]?encod[a-z_ -]{0,80}", inner):
        return True
    if re.fullmatch(r"<[^<>]{1,150}>|\[[A-Za-z _-]{3,80}\]|[.…*•xX#?_-]{3,}", inner):
        return True
    if is_placeholder(inner, "token"):
        return True
    words = [word.casefold() for word in _WORD.findall(inner)]
    letters = sum(map(len, words)) + len(re.findall(r"[\s_.:()/-]", inner))
    return (
        len(words) > 1
        and letters == len(inner)
        and all(word in _VOCABULARY for word in words)
        and any(word in _SURE for word in words)
    )
