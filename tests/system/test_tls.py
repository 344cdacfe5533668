"""What a certificate has to be like is what Go asks for, on every Python."""

import ssl

from ghcr_tui.system.tls import as_go_has_it


def test_a_certificate_of_a_home_made_authority_need_not_be_strict() -> None:
    """Python 3.13 asks for it by default, and Kubernetes' own authorities are not."""
    context = ssl.create_default_context()
    context.verify_flags |= ssl.VERIFY_X509_STRICT

    assert not as_go_has_it(context).verify_flags & ssl.VERIFY_X509_STRICT


def test_a_name_counts_only_where_the_certificate_lists_it() -> None:
    assert not as_go_has_it(ssl.create_default_context()).hostname_checks_common_name


def test_whatever_is_given_is_an_anchor() -> None:
    """As with an intermediate in a cluster's `ca.crt`."""
    context = as_go_has_it(ssl.create_default_context())

    assert context.verify_flags & ssl.VERIFY_X509_PARTIAL_CHAIN
    assert context.verify_mode is ssl.CERT_REQUIRED
