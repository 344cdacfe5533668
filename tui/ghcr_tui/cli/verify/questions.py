"""What `verify` is to ask: which words are images, which are files, and whose credential it is."""

import argparse
import os

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.argument_guard import is_like_token, shown_name
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain
from ghcr_tui.cli.tokens import chosen_token
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.keyring.lookup import lookup
from ghcr_tui.core.registry.image import ImageError, ImageReference, parse_image
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.question import Question, is_short_name, questions_for

_FOLDERS = ("/", "./", "../", "~/")
_EXTENSIONS = (".yaml", ".yml", ".json")
_GITHUB = "ghcr.io"


class UsageProblem(Problem):
    """The command line, or a file it names, makes no question; the message is a sentence."""


class NothingIsPulled(Problem):
    """The keyring is lost: a pod with these secrets pulls no image at all, so none is asked for.

    Source: Kubernetes, pkg/kubelet/images/image_manager.go: without a keyring the pull is an error.
    """

    status = exit_status.NO


def questions_of(arguments: argparse.Namespace) -> tuple[Question, ...]:
    """Return what is to be asked, image by image. Raises UsageProblem and NothingIsPulled."""
    names, files = split_words(arguments.words, arguments.image)
    if not names:
        raise UsageProblem("which image? Name one, such as ghcr.io/owner/app:1.0.")
    named = {_image(name): name for name in names}
    images = tuple(named)
    short = {image: is_short_name(name, image) for image, name in named.items()}
    if arguments.anonymous:
        if files or arguments.username is not None:
            raise UsageProblem("--anonymous goes without a credential: no file, no --username.")
        return tuple(Question(image, short_name=short[image]) for image in images)
    if arguments.username is not None:
        if files:
            raise UsageProblem("--username and files of pull secrets exclude each other.")
        credential = _typed_credential(arguments, images)
        return tuple(Question(image, credential, short_name=short[image]) for image in images)
    if arguments.token_stdin or arguments.token_file is not None:
        raise UsageProblem("a token goes with --username, which is missing.")
    return _from_secrets(short, files, arguments.identity)


def split_words(words: list[str], images: list[str]) -> tuple[list[str], list[str]]:
    """Return the images and the files among `words`; with `images` given, all are files.

    The first word may share its name with a file and still be an image, as in `verify nginx`.
    """
    if images:
        return images, words
    is_file = [
        _only_a_file(word) or (number > 0 and os.path.lexists(word))
        for number, word in enumerate(words)
    ]
    named = list(zip(words, is_file, strict=True))
    return [word for word, file in named if not file], [word for word, file in named if file]


def _only_a_file(word: str) -> bool:
    return word == "-" or word.startswith(_FOLDERS) or word.endswith(_EXTENSIONS)


def _image(name: str) -> ImageReference:
    try:
        return parse_image(name)
    except ImageError as problem:
        if is_like_token(name):  # the sentence would repeat it
            raise UsageProblem(f"{shown_name(name)} is no image reference.") from None
        raise UsageProblem(f"{shown_name(name)} is no image reference: {problem}.") from None


def _typed_credential(
    arguments: argparse.Namespace, images: tuple[ImageReference, ...]
) -> Credential:
    """Return the credential of --username, which belongs to one registry alone."""
    registries = {image.domain for image in images}
    if len(registries) > 1:
        raise UsageProblem(
            "a credential belongs to one registry, and these images are at "
            f"{len(registries)}: {shown(', '.join(sorted(registries)))}."
        )
    registry = images[0].domain
    token = chosen_token(
        arguments.token_file, arguments.token_stdin, use_variables=registry == _GITHUB
    )
    return Credential(registry, arguments.username, token)


def _from_secrets(
    images: dict[ImageReference, bool], files: list[str], identity: str
) -> tuple[Question, ...]:
    """Return the kubelet's candidates for each image, or the image alone where there are none.

    `images` says of each whether it was written without its registry. Raises NothingIsPulled
    where the pod would have no keyring. `identity` is the file of what opens SOPS files.
    """
    inputs = Inputs(files)
    secrets = inputs.pull_secrets(identity)
    if inputs.failed:
        raise UsageProblem("nothing was asked, because not every file could be read.")
    questions: list[Question] = []
    for image, short in images.items():
        found = lookup(image, [each.secret for each in secrets])
        if found.keyring_lost:
            raise NothingIsPulled(f"{found.keyring_lost} Nothing is pulled, not even anonymously.")
        if not found.matches:
            complain(f"no credential matches {image}: asking without one.")
        questions.extend(questions_for(found, short))
    return tuple(questions)
