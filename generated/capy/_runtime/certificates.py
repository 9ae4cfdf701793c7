"""The certificate of a client: what connections are made with for mutual TLS."""

from __future__ import annotations

import ssl
from typing import cast

import httpx2


def context(given: object) -> ssl.SSLContext:
    """A context of TLS that shows a certificate, and checks servers as usual.

    `given` is a file (PEM) with the certificate and its key, a file for each, or a
    context. Raises OSError (ssl.SSLError) for files that cannot be read.
    """
    if isinstance(given, ssl.SSLContext):
        return given
    if not isinstance(given, str | tuple):
        raise TypeError("cert is a path, two paths or an ssl.SSLContext")
    files = (given,) if isinstance(given, str) else cast("tuple[str, str]", given)
    made = httpx2.create_ssl_context()
    made.load_cert_chain(*files)
    return made
