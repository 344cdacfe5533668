"""Forms around a Secret or a credential that are known by how they begin, each taken apart."""

from ghcr_tui.core.inspection.certificate_lines import inspect_framed
from ghcr_tui.core.inspection.clear_fields import inspect_clear_lines
from ghcr_tui.core.inspection.env_file import inspect_env_file
from ghcr_tui.core.inspection.go_printed import inspect_go_printed
from ghcr_tui.core.inspection.helm_template import inspect_template
from ghcr_tui.core.inspection.inspection import Events
from ghcr_tui.core.inspection.kubectl_create import inspect_kubectl_create
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.terraform import inspect_terraform

_FORMS = (
    inspect_go_printed,
    inspect_framed,
    inspect_kubectl_create,
    inspect_terraform,
    inspect_env_file,
    inspect_template,
    inspect_clear_lines,
)


def inspect_form(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of `text` where it begins as one of the forms does, else None."""
    for inspect_as in _FORMS:
        if (events := inspect_as(text, inspector)) is not None:
            return events
    return None
