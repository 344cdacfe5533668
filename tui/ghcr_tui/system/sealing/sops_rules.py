"""Where a repository keeps its SOPS rules: the `.sops.yaml` beside a file or in a folder above."""

from pathlib import Path

from ghcr_tui.core.formats.sops_rules import RULES_FILE, SopsRule, rule_for
from ghcr_tui.system.files import read_text

_MOST = 1024 * 1024


def rule_of_repository(file: Path) -> SopsRule | None:
    """Return the rule for `file`, which need not exist, or None where there are no rules.

    Raises SopsRulesProblem where there are rules and none of them can be used, and FileProblem
    where they cannot be read.
    """
    absolute = Path.cwd() / file
    for folder in absolute.parents:
        rules = folder / RULES_FILE
        if rules.is_file():
            return rule_for(read_text(rules, _MOST), absolute.relative_to(folder).as_posix())
    return None
