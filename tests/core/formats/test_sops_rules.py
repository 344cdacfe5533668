"""Which rule of a `.sops.yaml` a file falls under, and what it asks for."""

import pytest

from ghcr_tui.core.formats.sops_file import ONLY_DATA, Selection
from ghcr_tui.core.formats.sops_rules import SopsRulesProblem, rule_for

RULES = """\
creation_rules:
  - path_regex: ^clusters/prod/.*\\.yaml$
    encrypted_regex: ^(data|stringData)$
    age: >-
      age1aaaa,
      age1bbbb
  - path_regex: ^clusters/kms/
    kms: arn:aws:kms:eu-west-1:1:key/1
  - path_regex: ^groups/
    key_groups:
      - age: [age1cccc]
        pgp: [ABCD]
  - path_regex: ^two-groups/
    key_groups: [{age: [age1cccc]}, {age: [age1dddd]}]
  - unencrypted_suffix: _plain
    age: [age1eeee]
"""


@pytest.mark.parametrize(
    ("path", "recipients", "selection", "beyond"),
    [
        ("clusters/prod/s.yaml", ("age1aaaa", "age1bbbb"), ONLY_DATA, ""),
        ("clusters/kms/s.yaml", (), ONLY_DATA, "kms"),
        ("groups/s.yaml", ("age1cccc",), ONLY_DATA, "pgp"),
        ("two-groups/s.yaml", ("age1cccc", "age1dddd"), ONLY_DATA, "key_groups"),
        ("s.yaml", ("age1eeee",), Selection("unencrypted_suffix", "_plain"), ""),
        ("x/clusters/prod/s.yaml", ("age1eeee",), Selection("unencrypted_suffix", "_plain"), ""),
    ],
)
def test_the_first_rule_that_is_about_a_file_counts(
    path: str, recipients: tuple[str, ...], selection: Selection, beyond: str
) -> None:
    rule = rule_for(RULES, path)

    assert (rule.recipients, rule.selection, rule.beyond) == (recipients, selection, beyond)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("", "has no `creation_rules`"),
        ("creation_rules: {}", "has no `creation_rules`"),
        ("a: [", "cannot be read as YAML"),
        ("creation_rules: [{path_regex: '('}]", "is no regular expression"),
        ("creation_rules: [{path_regex: 5}]", "is no text"),
        ("creation_rules: [{path_regex: ^x, age: a}]", "No creation rule"),
        ("creation_rules: [{encrypted_regex: a, unencrypted_suffix: b}]", "SOPS takes one"),
        ("creation_rules: [{encrypted_regex: '['}]", "is no regular expression"),
    ],
)
def test_rules_that_say_nothing_are_told_of(rules: str, said: str) -> None:
    with pytest.raises(SopsRulesProblem, match=said):
        rule_for(rules, "s.yaml")
