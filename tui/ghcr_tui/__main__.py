"""The front door: decides between the app and a headless verb, importing only what is needed."""

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run `ghcr-tui` with `argv`, by default the process's own; return the exit status."""
    if argv is not None:
        return _run(argv)
    # A headless run is over before a cycle is worth looking for: an eighth of it would go into
    # searching what has just been imported, and into searching it again while the process ends.
    gc.disable()
    status = _run(sys.argv[1:])
    gc.freeze()
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        from ghcr_tui.cli.run_guard import guarded

        return guarded(lambda: _dispatch(arguments))
    except KeyboardInterrupt:  # before or after the guard stood
        return 130


def _dispatch(arguments: Sequence[str]) -> int:
    from ghcr_tui.cli.argument_guard import refused_argument

    if reason := refused_argument(arguments):
        from ghcr_tui.cli.exit_status import USAGE
        from ghcr_tui.cli.streams import complain

        complain(reason)
        return USAGE
    from ghcr_tui.cli.verbs import VERBS, run_verb

    if arguments and arguments[0] in VERBS:
        return run_verb(arguments[0], arguments[1:])
    return _open_app(arguments)


def _open_app(arguments: Sequence[str]) -> int:
    from ghcr_tui.cli.open_app import opening

    how = opening(arguments)
    from ghcr_tui.app import GhcrTui  # Textual: half a second that no other path pays

    app = GhcrTui(
        draft=how.draft,
        text=how.text,
        source=how.source,
        pipe=how.pipe,
        settings=how.settings,
        memory=how.memory,
        token_from=how.token_from,
        complaint=how.complaint,
    )
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
