"""Audits as many made-up pull secrets as it is told, page by page, each with a token of its own."""

import json
import sys
import time
from collections.abc import Iterator
from itertools import islice

from cluster_fill import Sizes, pull_secrets
from ghcr_tui.cli.cluster.audit_json import write_json
from ghcr_tui.core.cluster.audit import audit
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.golang.json_text import Json

_PAGE = 500


def main(count: int) -> None:
    """Read, audit and write it all."""
    inventory = Inventory("made-up", time.time())
    items = _items(count)
    while page := list(islice(items, _PAGE)):
        inventory.add_secrets(page)
    write_json(audit([inventory], TokenNames(b"made-up")), time.time())


def _items(count: int) -> Iterator[Json]:
    for path, body in pull_secrets(Sizes(count, 0, 0, count)):
        item = json.loads(json.dumps(body))
        item["metadata"]["namespace"] = path.split("/")[4]
        yield item


if __name__ == "__main__":
    main(int(sys.argv[1]))
