"""The judge `keyring` itself: it gives the answers that are on record, whatever it is asked."""

import json
import subprocess

import pytest

from judges.kubelet import KubeSecret, ask
from judges.needed import needed_judge
from judges.recorded import KEYRINGS, KEYS


def test_kubernetes_still_gives_the_recorded_answers() -> None:
    answers = ask(needed_judge("keyring"), [(case.image, case.secrets) for case in KEYRINGS])
    for case, answer in zip(KEYRINGS, answers, strict=True):
        tried = [(each.username.decode(), each.password.decode()) for each in answer.tried]
        assert tried == case.tried, case.name
        assert (answer.stage == "keyring") == case.has_error, case.name


def test_kubernetes_still_matches_the_recorded_keys() -> None:
    answers = ask(needed_judge("keyring"), [(case.image, [_entry(case.key)]) for case in KEYS])
    for case, answer in zip(KEYS, answers, strict=True):
        assert answer.repository == case.repository, case.key
        assert bool(answer.tried) == case.match, case.key


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        pytest.param("no JSON", "question", id="not a question"),
        pytest.param('{"secrets": [{"data": {"a": "%"}}]}', "question", id="no base64"),
        pytest.param('{"image": "A"}', "image", id="not an image"),
        pytest.param('{"image": "nginx"}', None, id="no secret at all"),
    ],
)
def test_each_line_has_an_answer_and_the_next_one_too(line: str, stage: str | None) -> None:
    judge = needed_judge("keyring")
    lines = f"{line}\n{line}\n".encode()
    done = subprocess.run([judge], input=lines, capture_output=True, check=True)
    answers = [json.loads(each) for each in done.stdout.splitlines()]
    assert [each.get("stage") for each in answers] == [stage, stage]


def _entry(key: str) -> KubeSecret:
    payload = {"auths": {key: {"username": "u", "password": "p"}}}
    data = {".dockerconfigjson": json.dumps(payload).encode()}
    return KubeSecret("kubernetes.io/dockerconfigjson", data)
