"""The clients of Vault."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import MISSING

from .._plans import API
from .._runtime import client
from .._runtime.security import basic, grant

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from .._runtime.options import Hooks
    from ._boxes import AsyncBoxes, Boxes


class Client(client.SyncClient):
    """Vault"""

    def __init__(
        self,
        *,
        login: client.Token | None = None,
        login_client_id: str | None = None,
        login_client_secret: str | None = None,
        login_refresh_token: str | None = None,
        login_username: str | None = None,
        login_password: str | None = None,
        login_scope: str | None = None,
        login_token_url: str | None = None,
        staff: client.Token | None = None,
        staff_client_id: str | None = None,
        staff_client_secret: str | None = None,
        staff_refresh_token: str | None = None,
        staff_scope: str | None = None,
        staff_token_url: str | None = None,
        published: client.Token | None = None,
        published_client_id: str | None = None,
        published_client_secret: str | None = None,
        published_refresh_token: str | None = None,
        published_scope: str | None = None,
        published_token_url: str | None = None,
        cert: client.Cert | None = None,
        api_key: client.Token | None = None,
        pair_username: str | None = None,
        pair_password: str | None = None,
        old_username: str | None = None,
        old_password: str | None = None,
        older: client.Token | None = None,
        plain: client.Token | None = None,
        base_url: str | None = None,
        timeout: float | MISSING | None = MISSING,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
        strict: bool = False,
        hooks: Hooks | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        """Connect to https://eu.vault.test:443/v1, unless `base_url` says otherwise.

        login: Ask the guard.
        login_client_id, login_client_secret: of your application; tokens are fetched
            with them
        login_refresh_token: renews the token that it came with
        login_username, login_password: of a user; exchanged for a token
        login_scope: what tokens are for, in place of what each operation asks for
        login_token_url: where tokens are fetched, in place of
            https://login.vault.test/oauth/token
        staff: sent as a bearer token
        staff_client_id, staff_client_secret: of your application; tokens are fetched
            with them
        staff_refresh_token: renews the token that it came with
        staff_scope: what tokens are for, in place of what each operation asks for
        staff_token_url: where tokens are fetched, in place of where the API says
        published: sent as a bearer token
        published_client_id, published_client_secret: of your application; tokens are
            fetched with them
        published_refresh_token: renews the token that it came with
        published_scope: what tokens are for, in place of what each operation asks for
        published_token_url: where tokens are fetched, in place of where the API says
        cert: From the bank.
        api_key: sent as the cookie `vault_key`
        pair_username, pair_password: sent as basic authentication
        old_username, old_password: sent as digest authentication
        older: sent after the word `hawk`
        plain: sent as a bearer token
        timeout: seconds, None for no limit; if left out 60, or that of http_client
        max_retries: further attempts, where it is safe to repeat
        headers: sent with every request
        follow_redirects: elsewhere they get no credentials
        strict: answers that break the document raise AnswerInvalid
        hooks: called for requests, responses and misfits
        http_client: the HTTP client to use; it is not closed
        """
        super().__init__(
            API,
            {
                "login": grant(
                    login,
                    client_id=login_client_id,
                    client_secret=login_client_secret,
                    refresh_token=login_refresh_token,
                    username=login_username,
                    password=login_password,
                    scope=login_scope,
                    token_url=login_token_url,
                ),
                "staff": grant(
                    staff,
                    client_id=staff_client_id,
                    client_secret=staff_client_secret,
                    refresh_token=staff_refresh_token,
                    scope=staff_scope,
                    token_url=staff_token_url,
                ),
                "published": grant(
                    published,
                    client_id=published_client_id,
                    client_secret=published_client_secret,
                    refresh_token=published_refresh_token,
                    scope=published_scope,
                    token_url=published_token_url,
                ),
                "cert": cert,
                "key": api_key,
                "pair": basic(pair_username, pair_password),
                "old": basic(old_username, old_password),
                "older": older,
                "plain": plain,
            },
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            follow_redirects=follow_redirects,
            strict=strict,
            hooks=hooks,
            http_client=http_client,
        )

    @cached_property
    def boxes(self) -> Boxes:
        """The operations on boxes."""
        from ._boxes import Boxes

        return Boxes(self)


class AsyncClient(client.AsyncClient):
    """Vault"""

    def __init__(
        self,
        *,
        login: client.AsyncToken | None = None,
        login_client_id: str | None = None,
        login_client_secret: str | None = None,
        login_refresh_token: str | None = None,
        login_username: str | None = None,
        login_password: str | None = None,
        login_scope: str | None = None,
        login_token_url: str | None = None,
        staff: client.AsyncToken | None = None,
        staff_client_id: str | None = None,
        staff_client_secret: str | None = None,
        staff_refresh_token: str | None = None,
        staff_scope: str | None = None,
        staff_token_url: str | None = None,
        published: client.AsyncToken | None = None,
        published_client_id: str | None = None,
        published_client_secret: str | None = None,
        published_refresh_token: str | None = None,
        published_scope: str | None = None,
        published_token_url: str | None = None,
        cert: client.Cert | None = None,
        api_key: client.AsyncToken | None = None,
        pair_username: str | None = None,
        pair_password: str | None = None,
        old_username: str | None = None,
        old_password: str | None = None,
        older: client.AsyncToken | None = None,
        plain: client.AsyncToken | None = None,
        base_url: str | None = None,
        timeout: float | MISSING | None = MISSING,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
        strict: bool = False,
        hooks: Hooks | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        """Connect to https://eu.vault.test:443/v1, unless `base_url` says otherwise.

        login: Ask the guard.
        login_client_id, login_client_secret: of your application; tokens are fetched
            with them
        login_refresh_token: renews the token that it came with
        login_username, login_password: of a user; exchanged for a token
        login_scope: what tokens are for, in place of what each operation asks for
        login_token_url: where tokens are fetched, in place of
            https://login.vault.test/oauth/token
        staff: sent as a bearer token
        staff_client_id, staff_client_secret: of your application; tokens are fetched
            with them
        staff_refresh_token: renews the token that it came with
        staff_scope: what tokens are for, in place of what each operation asks for
        staff_token_url: where tokens are fetched, in place of where the API says
        published: sent as a bearer token
        published_client_id, published_client_secret: of your application; tokens are
            fetched with them
        published_refresh_token: renews the token that it came with
        published_scope: what tokens are for, in place of what each operation asks for
        published_token_url: where tokens are fetched, in place of where the API says
        cert: From the bank.
        api_key: sent as the cookie `vault_key`
        pair_username, pair_password: sent as basic authentication
        old_username, old_password: sent as digest authentication
        older: sent after the word `hawk`
        plain: sent as a bearer token
        timeout: seconds, None for no limit; if left out 60, or that of http_client
        max_retries: further attempts, where it is safe to repeat
        headers: sent with every request
        follow_redirects: elsewhere they get no credentials
        strict: answers that break the document raise AnswerInvalid
        hooks: called for requests, responses and misfits
        http_client: the HTTP client to use; it is not closed
        """
        super().__init__(
            API,
            {
                "login": grant(
                    login,
                    client_id=login_client_id,
                    client_secret=login_client_secret,
                    refresh_token=login_refresh_token,
                    username=login_username,
                    password=login_password,
                    scope=login_scope,
                    token_url=login_token_url,
                ),
                "staff": grant(
                    staff,
                    client_id=staff_client_id,
                    client_secret=staff_client_secret,
                    refresh_token=staff_refresh_token,
                    scope=staff_scope,
                    token_url=staff_token_url,
                ),
                "published": grant(
                    published,
                    client_id=published_client_id,
                    client_secret=published_client_secret,
                    refresh_token=published_refresh_token,
                    scope=published_scope,
                    token_url=published_token_url,
                ),
                "cert": cert,
                "key": api_key,
                "pair": basic(pair_username, pair_password),
                "old": basic(old_username, old_password),
                "older": older,
                "plain": plain,
            },
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            follow_redirects=follow_redirects,
            strict=strict,
            hooks=hooks,
            http_client=http_client,
        )

    @cached_property
    def boxes(self) -> AsyncBoxes:
        """The operations on boxes."""
        from ._boxes import AsyncBoxes

        return AsyncBoxes(self)


__all__ = ["AsyncClient", "Client"]
