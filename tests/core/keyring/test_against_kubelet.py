"""The keyring against Kubernetes' own code, on thousands of random questions in each run."""

import os
from random import SystemRandom

from judges import kubelet, product
from judges.needed import needed_judge
from judges.questions import questions

_SEED = int(os.environ.get("GHCR_TUI_SEED") or SystemRandom().randrange(10**9))
_COUNT = int(os.environ.get("GHCR_TUI_QUESTIONS") or 4000)


def test_the_keyring_says_what_the_kubelet_does() -> None:
    asked = questions(_SEED, _COUNT)
    answers = kubelet.ask(needed_judge("keyring"), asked)
    for number, (question, right) in enumerate(zip(asked, answers, strict=True)):
        ours = product.answer(*question)
        hint = f"GHCR_TUI_SEED={_SEED}, question {number}: {question!r}"
        assert ours.stage == right.stage, f"{hint}\n{ours}\n{right}"
        if not right.stage:
            assert product.settled(ours, ours) == product.settled(right, ours), hint
