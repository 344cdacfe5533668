"""The creation rules of a repository's `.sops.yaml`: for whom a file is encrypted, and what of it.

Source: github.com/getsops/sops, config/config.go (parseCreationRuleForFile, configFromRule).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ghcr_tui.core.formats.sops_file import ONLY_DATA, Rule, Selection
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.yaml_stream import YamlReader
from ghcr_tui.core.secret.objects import Object, mappings_at, text_at
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem

RULES_FILE: Final = ".sops.yaml"
_OTHER_KEYS: Final = ("kms", "pgp", "gcp_kms", "hckms", "azure_keyvault", "hc_vault_transit_uri")
_OTHER_KEYS_OF_GROUP: Final = ("kms", "pgp", "gcp_kms", "hckms", "azure_keyvault", "hc_vault")
_OTHERS_OF_FILE: Final = ("kms", "pgp", "gcp_kms", "hckms", "azure_kv", "hc_vault", "key_groups")
SELECTIONS: Final[tuple[Rule, ...]] = (
    "encrypted_regex",
    "unencrypted_regex",
    "encrypted_suffix",
    "unencrypted_suffix",
)
"""The fields that say which values are encrypted, in a rule and in a file's own block."""
_BEYOND: Final = ("encrypted_comment_regex", "unencrypted_comment_regex", "mac_only_encrypted")


class SopsRulesProblem(Problem):
    """The rules have nothing that can be used for a file; the message is a sentence."""


class SopsRule(NamedTuple):
    """What a rule says: the age recipients, the selection, and what only SOPS itself can do.

    `beyond` names the rule's fields that need the program `sops`; "" where there is none.
    """

    recipients: tuple[str, ...]
    selection: Selection = ONLY_DATA
    beyond: str = ""


def rule_for(rules: str, path: str) -> SopsRule:
    """Return the first rule in the text of a rules file that is about `path`.

    `path` is written from the folder of the rules file, with `/`. Raises SopsRulesProblem.
    """
    for rule in _rules(rules):
        pattern = rule.get("path_regex", "")
        if not isinstance(pattern, str):
            raise SopsRulesProblem(f"A `path_regex` in {RULES_FILE} is no text.")
        try:
            is_about = not pattern or re.search(pattern, path) is not None
        except re.error:
            said = f"`path_regex` {excerpt(pattern, 80)} in {RULES_FILE} is no regular expression."
            raise SopsRulesProblem(said) from None
        if is_about:
            return SopsRule(tuple(_recipients(rule)), _selection(rule), _beyond(rule))
    raise SopsRulesProblem(f"No creation rule in {RULES_FILE} is about {excerpt(path, 80)}.")


def selection_of(block: Mapping[str, Json]) -> Selection:
    """Return which values a file with this `sops` block has encrypted."""
    for rule in SELECTIONS:
        if isinstance(pattern := block.get(rule), str) and pattern:
            return Selection(rule, pattern)
    return Selection("unencrypted_suffix", "_unencrypted")


def rule_of_file(block: Object) -> SopsRule:
    """Return what the `sops` block of a file says, as a rule would."""
    recipients = tuple(
        filter(None, (text_at(key, "recipient") for key in mappings_at(block, "age")))
    )
    others = [name for name in (*_OTHERS_OF_FILE, *_BEYOND) if block.get(name)]
    return SopsRule(recipients, selection_of(block), ", ".join(others))


def _rules(text: str) -> list[dict[str, Json]]:
    try:
        documents = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except ValueError as problem:
        raise SopsRulesProblem(f"{RULES_FILE} cannot be read as YAML: {problem}.") from None
    whole = documents[0] if documents else None
    rules = whole.get("creation_rules") if isinstance(whole, dict) else None
    if not isinstance(rules, list) or not rules:
        raise SopsRulesProblem(f"{RULES_FILE} has no `creation_rules`.")
    return [rule for rule in rules if isinstance(rule, dict)]


def _recipients(rule: dict[str, Json]) -> Iterator[str]:
    yield from _texts(rule.get("age"))
    groups = rule.get("key_groups")
    for group in groups if isinstance(groups, list) else []:
        if isinstance(group, dict):
            yield from _texts(group.get("age"))


def _texts(value: Json) -> list[str]:
    """Return the names in a field that is a text with commas or a list."""
    if isinstance(value, str):
        return [each.strip() for each in value.split(",") if each.strip()]
    if isinstance(value, list):
        return [each.strip() for each in value if isinstance(each, str) and each.strip()]
    return []


def _selection(rule: dict[str, Json]) -> Selection:
    found = [(name, rule[name]) for name in SELECTIONS if rule.get(name)]
    if len(found) > 1:
        raise SopsRulesProblem(
            f"A rule in {RULES_FILE} has both `{found[0][0]}` and `{found[1][0]}`: SOPS takes one."
        )
    if not found:
        return ONLY_DATA
    name, pattern = found[0]
    if not isinstance(pattern, str):
        raise SopsRulesProblem(f"`{name}` in {RULES_FILE} is no text.")
    if name.endswith("regex"):
        try:
            re.compile(pattern)
        except re.error:
            said = f"`{name}` {excerpt(pattern, 80)} in {RULES_FILE} is no regular expression."
            raise SopsRulesProblem(said) from None
    return Selection(name, pattern)


def _beyond(rule: dict[str, Json]) -> str:
    names = [name for name in (*_OTHER_KEYS, *_BEYOND) if rule.get(name)]
    groups = rule.get("key_groups")
    if isinstance(groups, list):
        if len(groups) > 1 or any(
            isinstance(group, dict) and group.get("merge") for group in groups
        ):
            names.append("key_groups")
        for group in groups:
            if isinstance(group, dict):
                names += [name for name in _OTHER_KEYS_OF_GROUP if group.get(name)]
    return ", ".join(dict.fromkeys(names))
