import json
from pathlib import Path

import pytest

from fake_programs import FakePrograms
from ghcr_tui.core.credential.credential import Credential, encode_auth
from ghcr_tui.system.docker.config import (
    DockerConfigProblem,
    Imported,
    docker_config_file,
    import_docker_config,
)

_TOKEN = "ghp_made_up"
_HUB = "https://index.docker.io/v1/"
_IN_FILE = {"auth": encode_auth("octocat", _TOKEN), "email": "o@example.com"}
_FROM_HELPER = f"""
test "$1" = get || exit 9
server=$(cat)
echo "$server" >> $here/asked
printf '{{"ServerURL":"%s","Username":"helped","Secret":"{_TOKEN}"}}' "$server"
"""


@pytest.fixture
def docker(home: Path) -> Path:
    """The folder of Docker's configuration, which the environment names."""
    (home / ".docker").mkdir()
    return home / ".docker"


def _configure(docker: Path, config: object) -> None:
    (docker / "config.json").write_text(json.dumps(config))


class TestTheFile:
    def test_its_credentials_come_in_its_order(self, docker: Path) -> None:
        _configure(docker, {"auths": {"quay.io": _IN_FILE, "ghcr.io": _IN_FILE}})

        assert import_docker_config() == Imported(
            (
                Credential("quay.io", "octocat", _TOKEN, "o@example.com"),
                Credential("ghcr.io", "octocat", _TOKEN, "o@example.com"),
            )
        )

    def test_it_may_be_named_or_its_folder(self, tmp_path: Path) -> None:
        _configure(tmp_path, {"auths": {"ghcr.io": _IN_FILE}})

        named = import_docker_config(tmp_path / "config.json")

        assert len(named.credentials) == 1
        assert import_docker_config(tmp_path) == named

    def test_it_is_where_docker_looks(self, home: Path) -> None:
        assert docker_config_file({"DOCKER_CONFIG": "/etc/d"}) == "/etc/d/config.json"
        assert docker_config_file({}) == str(home / ".docker/config.json")

    def test_the_old_form_without_auths_is_read(self, tmp_path: Path) -> None:
        (tmp_path / ".dockercfg").write_text(json.dumps({"ghcr.io": _IN_FILE}))

        assert import_docker_config(tmp_path / ".dockercfg").credentials[0].token == _TOKEN

    @pytest.mark.parametrize(
        ("entry", "why"),
        [
            ({}, "holds no username and no token"),
            ({"auth": "b"}, "is not base64"),
            ({"auth": encode_auth("octocat", "")}, "its token is empty"),
            # docker login to an Azure registry
            ({"auth": encode_auth("0000", ""), "identitytoken": _TOKEN}, "an identity token"),
        ],
    )
    def test_an_entry_without_a_usable_token_is_told(
        self, docker: Path, entry: dict[str, str], why: str
    ) -> None:
        _configure(docker, {"auths": {"ghcr.io": entry}})

        imported = import_docker_config()

        assert imported.credentials == ()
        assert imported.notes[0].startswith("ghcr.io: ")
        assert why in imported.notes[0]
        assert _TOKEN not in repr(imported)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "it is not JSON"),
            ("{", "it is not JSON"),
            ("[]", "it is a list, where an object belongs"),
            ('{"auths": []}', "`auths` is a list"),
            ('{"credsStore": 1}', "`credsStore` is a number"),
            ('{"credHelpers": "pass"}', "`credHelpers` is text"),
            ('{"credHelpers": {"ghcr.io": null}}', "something other than text"),
        ],
    )
    def test_what_docker_cannot_read_either_is_a_problem(
        self, docker: Path, text: str, why: str
    ) -> None:
        (docker / "config.json").write_text(text)

        with pytest.raises(DockerConfigProblem, match=why):
            import_docker_config()

    def test_a_missing_file_is_named(self) -> None:
        with pytest.raises(DockerConfigProblem, match=r"config\.json`: it does not exist"):
            import_docker_config()


class TestNarrowing:
    @pytest.mark.parametrize(
        ("only", "found"),
        [
            ("ghcr.io", ["ghcr.io"]),
            ("https://ghcr.io", ["ghcr.io"]),
            ("docker.io", [_HUB]),
            (_HUB, [_HUB]),
            ("quay.io/team", ["quay.io/team"]),
            ("quay.io", ["quay.io/team", "quay.io/other"]),
            ("quay.io/third", []),
            ("ghcr.io/owner", ["ghcr.io"]),  # whose credential is good for it
            ("example.com", []),
        ],
    )
    def test_a_registry_is_found_by_its_key_or_its_host(
        self, docker: Path, only: str, found: list[str]
    ) -> None:
        keys = (_HUB, "ghcr.io", "quay.io/team", "quay.io/other")
        _configure(docker, {"auths": dict.fromkeys(keys, _IN_FILE)})

        imported = import_docker_config(only=only)

        assert [credential.registry for credential in imported.credentials] == found
        assert bool(imported.notes) is not bool(found)


class TestHelpers:
    def test_a_helper_of_the_registry_goes_before_the_store(
        self, docker: Path, programs: FakePrograms
    ) -> None:
        programs.add("docker-credential-own", _FROM_HELPER)
        _configure(
            docker,
            {
                "auths": {"ghcr.io": {"email": "o@example.com"}},
                "credsStore": "absent",
                "credHelpers": {"ghcr.io": "own"},
            },
        )

        assert import_docker_config() == Imported(
            (Credential("ghcr.io", "helped", _TOKEN, "o@example.com"),)
        )
        assert programs.read("asked") == "ghcr.io\n"

    def test_an_empty_helper_turns_the_store_off_for_a_registry(
        self, docker: Path, programs: FakePrograms
    ) -> None:
        programs.add("docker-credential-store", _FROM_HELPER)
        _configure(
            docker,
            {"auths": {"ghcr.io": {}}, "credsStore": "store", "credHelpers": {"ghcr.io": ""}},
        )

        assert import_docker_config().credentials == ()
        assert not programs.read("asked")

    def test_what_the_file_holds_is_not_asked_for(
        self, docker: Path, programs: FakePrograms
    ) -> None:
        programs.add("docker-credential-store", _FROM_HELPER)
        _configure(docker, {"auths": {"ghcr.io": _IN_FILE, _HUB: {}}, "credsStore": "store"})

        imported = import_docker_config()

        assert [credential.username for credential in imported.credentials] == ["octocat", "helped"]
        assert programs.read("asked") == f"{_HUB}\n"

    def test_the_store_is_asked_for_a_registry_that_the_file_does_not_name(
        self, docker: Path, programs: FakePrograms
    ) -> None:
        programs.add("docker-credential-store", _FROM_HELPER)
        _configure(docker, {"credsStore": "store"})

        imported = import_docker_config(only="docker.io")

        assert imported.credentials == (Credential(_HUB, "helped", _TOKEN),)

    def test_tokens_that_end_soon_are_told(self, docker: Path, programs: FakePrograms) -> None:
        programs.add("docker-credential-ecr-login", _FROM_HELPER)
        _configure(docker, {"credHelpers": {"1.dkr.ecr.eu-west-1.amazonaws.com": "ecr-login"}})

        imported = import_docker_config()

        assert len(imported.credentials) == 1
        assert "good for about 12 hours" in imported.notes[0]

    @pytest.mark.parametrize(
        ("script", "why"),
        [
            ("echo credentials not found in native keychain; exit 1", "has nothing for it"),
            (f"echo {_TOKEN}; exit 1", "failed with status 1"),
            (f"echo {_TOKEN}", "something other than a JSON object"),
            (f"echo '[\"{_TOKEN}\"]'", "something other than a JSON object"),
            (f'echo \'{{"Secret": "{_TOKEN}"}}\'', "without a username and a token"),
            (f'echo \'{{"Username": "<token>", "Secret": "{_TOKEN}"}}\'', "an identity token"),
            ('echo \'{"Username": "u", "Secret": ""}\'', "has an empty token"),
            (f"exec yes {_TOKEN}", "answered with more than"),
            ("exec sleep 60", "did not answer within"),
        ],
    )
    def test_a_helper_without_an_answer_is_told_without_its_words(
        self,
        docker: Path,
        programs: FakePrograms,
        monkeypatch: pytest.MonkeyPatch,
        script: str,
        why: str,
    ) -> None:
        monkeypatch.setattr("ghcr_tui.system.docker.config.HELPER_TIMEOUT", 0.5)
        programs.add("docker-credential-bad", script)
        _configure(docker, {"credHelpers": {"ghcr.io": "bad"}})

        imported = import_docker_config()

        assert imported.credentials == ()
        (note,) = imported.notes
        assert note.startswith("ghcr.io: docker-credential-bad ")
        assert why in note
        assert _TOKEN not in note

    def test_field_names_match_as_go_matches_them(
        self, docker: Path, programs: FakePrograms
    ) -> None:
        programs.add("docker-credential-own", f'echo \'{{"username": "u", "SECRET": "{_TOKEN}"}}\'')
        _configure(docker, {"credhelpers": {"ghcr.io": "own"}})

        assert import_docker_config().credentials == (Credential("ghcr.io", "u", _TOKEN),)

    @pytest.mark.parametrize("name", ["../evil", "a b", "$(touch x)", "é", "a\n", "x" * 65])
    def test_a_name_that_is_no_helpers_is_not_run(
        self, docker: Path, programs: FakePrograms, name: str
    ) -> None:
        programs.add("evil", "touch $here/ran")
        _configure(docker, {"credHelpers": {"ghcr.io": name}})

        imported = import_docker_config()

        assert "is not the name of a helper" in imported.notes[0]
        assert not (programs.folder / "ran").exists()

    def test_a_helper_that_hangs_is_not_waited_for_again(
        self, docker: Path, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ghcr_tui.system.docker.config.HELPER_TIMEOUT", 0.2)
        programs.add("docker-credential-slow", "echo x >> $here/asked; exec sleep 60")
        _configure(docker, {"credsStore": "slow", "auths": {f"r{n}.example": {} for n in range(9)}})

        imported = import_docker_config()

        assert len(imported.notes) == 9
        assert programs.read("asked") == "x\n"

    def test_all_helpers_together_have_a_limit_too(
        self, docker: Path, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ghcr_tui.system.docker.config.TOTAL_TIMEOUT", 0.0)
        programs.add("docker-credential-own", _FROM_HELPER)
        _configure(docker, {"credHelpers": {"ghcr.io": "own"}})

        assert "took too long" in import_docker_config().notes[0]
        assert not programs.read("asked")

    def test_no_argument_of_the_helper_names_the_registry(
        self, docker: Path, programs: FakePrograms
    ) -> None:
        programs.add(
            "docker-credential-own", "tr '\\0' ' ' < /proc/$$/cmdline > $here/seen" + _FROM_HELPER
        )
        _configure(docker, {"credHelpers": {"user-and-token@ghcr.io": "own"}})

        import_docker_config()

        assert programs.read("seen").endswith("docker-credential-own get ")

    def test_a_key_is_shown_without_what_acts_on_a_terminal(self, docker: Path) -> None:
        _configure(docker, {"auths": {"\x1b]0;x\x07": {}}})

        assert "\x1b" not in import_docker_config().notes[0]
