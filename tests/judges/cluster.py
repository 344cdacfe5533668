"""The judge `apiserver` while a test needs it: a real API server, and the way to it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import kubectl

_LONGEST_GOODBYE = 60  # seconds


class Cluster(NamedTuple):
    """A running API server: `kubeconfig` is an administrator's, `process` the program itself."""

    kubeconfig: Path
    process: subprocess.Popen[bytes]

    def kubectl(self, *arguments: str, given: str = "") -> str:
        """Return what kubectl prints, which has to succeed; `given` is its standard input."""
        done = self.try_kubectl(*arguments, given=given)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def try_kubectl(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
        """Run kubectl, which may be refused."""
        return kubectl.run(f"--kubeconfig={self.kubeconfig}", *arguments, given=given)


@contextmanager
def running(program: Path, folder: Path) -> Iterator[Cluster]:
    """Run the judge with all its state in `folder`, which exists and is empty; then end it."""
    errors = folder / "stderr.log"
    with errors.open("wb") as log:
        process = subprocess.Popen(
            [program, folder],
            stdin=subprocess.PIPE,  # it ends when this does, so also when the tests are killed
            stdout=subprocess.PIPE,
            stderr=log,
            env={"HOME": str(folder)},
        )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        kubeconfig = process.stdout.readline().decode().strip()
        assert kubeconfig, errors.read_text()
        yield Cluster(Path(kubeconfig), process)
    finally:
        process.stdin.close()
        try:
            process.wait(_LONGEST_GOODBYE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            process.stdout.close()
