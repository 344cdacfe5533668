"""The fixtures of whoever needs a judge that runs on while tests put questions to it."""

from collections.abc import Iterator

import pytest

from judges.cluster import Cluster, running
from judges.needed import needed_judge


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A real API server for all tests of a worker: each makes its own namespace."""
    program = needed_judge("apiserver")
    with running(program, tmp_path_factory.mktemp("cluster")) as started:
        yield started
