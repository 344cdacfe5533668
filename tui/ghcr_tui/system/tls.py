"""TLS as Go has it, whichever Python runs: what the kubelet and the runtimes accept is accepted."""

import ssl


def as_go_has_it(context: ssl.SSLContext) -> ssl.SSLContext:
    """Return `context` with the rules of Go's crypto/x509 and crypto/tls.

    A name counts only where a SAN has it; certificates of home-made authorities need not be
    strict (Python 3.13 demands it by default); any certificate that is given is an anchor; RSA
    keys may be short (level 1).
    """
    context.hostname_checks_common_name = False
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.set_ciphers("DEFAULT:@SECLEVEL=1")
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
