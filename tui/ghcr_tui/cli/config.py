"""`ghcr-tui config`: the settings as they hold, where each is from, and what is wrong with them."""

import argparse

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain, write_result
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.settings.config_file import ConfigProblem, written
from ghcr_tui.core.settings.keys import ACTIONS
from ghcr_tui.core.text.inert import inert
from ghcr_tui.system.kept import ConfigFile, forget, memory_path, read_config_file, recall

_EPILOG = """\
What is printed is a config.toml that sets what holds now: the start of one of your own, or what
to compare with. docs/config.md explains each setting.

examples:
  ghcr-tui config
  ghcr-tui config -o json
  ghcr-tui config --forget       and the app begins as if it had never run

exit status: 0 everything holds, 2 something in the file does not, which is said with its line
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `config`."""
    parser.description = "Show the settings as they hold, and what is wrong in config.toml."
    parser.epilog = _EPILOG
    parser.add_argument(
        "--forget", action="store_true", help="forget what the app remembers from its last runs"
    )
    add_output_option(parser, ("toml", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Print the settings; return the exit status. Raises `FileProblem`."""
    if arguments.forget:
        write_result("Forgotten.\n" if forget() else "Nothing was remembered.\n")
        return exit_status.GOOD
    file = read_config_file()
    write_result(_json(file) if arguments.output == "json" else _toml(file))
    for problem in file.config.problems:
        complain(f"{inert(str(file.path), 300)}{_at(problem)}: {problem.sentence}")
    return exit_status.USAGE if file.config.problems else exit_status.GOOD


def _at(problem: ConfigProblem) -> str:
    return f", line {problem.line}" if problem.line else ""


def _toml(file: ConfigFile) -> str:
    path = inert(str(file.path), 300)
    about = f"# {path}" if file.is_there else f"# {path} is not there: these are the defaults."
    remembered = {name: value for name, value in recall()._asdict().items() if value}
    memory = inert(str(memory_path()), 300)
    lines = [f"# Remembered in {memory}:" if remembered else "# Nothing is remembered."]
    lines += [f"#   {name}: {value}" for name, value in remembered.items()]
    config = file.config
    holds = written(config.settings, lambda field: "set" if field in config.fields else "default")
    return "\n".join([about, "", holds, *lines, ""])


def _json(file: ConfigFile) -> str:
    settings = file.config.settings
    chosen = dict(settings.keys)
    remembered: list[Json] = [*settings.remembered]
    contexts: list[Json] = [*settings.protected_contexts]
    fields: list[Json] = [*sorted(file.config.fields)]
    problems: list[Json] = [
        {"line": each.line or None, "message": each.sentence} for each in file.config.problems
    ]
    memory: dict[str, Json] = {key: value for key, value in recall()._asdict().items() if value}
    labels: dict[str, Json] = dict(settings.labels)
    return dumps_indented(
        {
            "path": str(file.path),
            "exists": file.is_there,
            "settings": {
                "theme": settings.theme,
                "clipboard": settings.clipboard,
                "remember": remembered,
                "readOnly": settings.read_only,
                "protectedContexts": contexts,
                "defaults": {
                    "registry": settings.registry,
                    "namespace": settings.namespace,
                    "labels": labels,
                },
                "keys": {name: chosen.get(name, action.key) for name, action in ACTIONS.items()},
            },
            "set": fields,
            "remembered": memory,
            "problems": problems,
        }
    )
