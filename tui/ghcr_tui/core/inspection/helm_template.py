"""Templates that nothing has rendered, as they are in a chart or a playbook."""

import re

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.inspection import Events, Inspection
from ghcr_tui.core.inspection.secret import SecretInspector

_LONGEST = 200_000
_HELM = re.compile(
    r"\{\{-?\s*(?:/\*|[.$(]|(?:include|template|if|else|range|with|end|define|block|printf|toYaml"
    r"|lookup|b64enc|tpl|required|default|fail|quote|nindent|toJson|list|dict)\b(?!\())[^\n]{0,400}?\}\}"
)
_OTHER = re.compile(
    r"\{%-?\s*(?:if|for|set|include|raw|block|macro|end\w+)\b[^\n]{0,300}?%\}"
    r"|\{\{-?\s*\w[^{}\n]{0,300}\}\}|<%=?\s*[\w.@][^%\n]{0,300}%>"
)
_SAID = "Nothing can be judged before it is rendered."


def inspect_template(text: str, inspector: SecretInspector) -> Events | None:
    """Return the answer to text that begins with a template, None for every other."""
    return (
        iter((template(text),))
        if re.match(r"(?:#[^\n]*\n)*\s*(?:\{\{-?\s*[^\"\s{]|\{%|<%)", text)
        else None
    )


def template(text: str) -> Inspection:
    """Return what an unrendered template is."""
    if _HELM.search(text, 0, _LONGEST):
        message = f"This is a Helm template that nothing has rendered. {_SAID}"
        fix = "Render it first: `helm template CHART | ghcr-tui decode`."
        return _inspection("Helm template", message, fix)
    message = f"This is a template (as of Ansible or Jinja) that nothing has rendered. {_SAID}"
    fix = "Render it first, or read the Secret that comes of it: `kubectl get secret NAME -o yaml`."
    return _inspection("template", message, fix)


def is_template(text: str) -> bool:
    """Return whether there is a template in a text that could not be read otherwise."""
    return any(pattern.search(text, 0, _LONGEST) for pattern in (_HELM, _OTHER))


def _inspection(kind: str, message: str, fix: str) -> Inspection:
    return Inspection(kind, message, (), (Finding("not-rendered", "error", message, fix),))
