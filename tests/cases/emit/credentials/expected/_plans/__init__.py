"""What the operations of Vault share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import (
    Api,
    ApiKey,
    Basic,
    Bearer,
    Flow,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
)

API = Api(
    title="Vault",
    version="1",
    servers=(
        "https://eu.vault.test:443/v1",
        "https://api.sandbox.vault.test",
        "https://{str}.vaults.test",
        "/relative",
    ),
    schemes={
        "login": OAuth2(
            (
                Flow(
                    "clientCredentials",
                    token_url="https://login.vault.test/oauth/token",
                    scopes=("boxes:read", "boxes:list"),
                ),
                Flow("password", token_url="https://login.vault.test/oauth/token"),
                Flow(
                    "authorizationCode",
                    authorization_url="https://login.vault.test/oauth/authorize",
                    token_url="https://login.vault.test/oauth/token",
                    refresh_url="https://login.vault.test/oauth/refresh",
                    scopes=("boxes:read",),
                ),
                Flow(
                    "deviceAuthorization",
                    device_authorization_url="https://login.vault.test/oauth/device",
                    token_url="https://login.vault.test/oauth/token",
                ),
                Flow(
                    "implicit",
                    authorization_url="https://login.vault.test/oauth/authorize",
                ),
            )
        ),
        "staff": OpenIdConnect(
            "https://id.vault.test/.well-known/openid-configuration"
        ),
        "published": OAuth2(
            metadata_url="https://id.vault.test/.well-known/oauth-authorization-server"
        ),
        "cert": MutualTls(),
        "key": ApiKey("cookie", "vault_key"),
        "pair": Basic(),
        "old": Http("digest"),
        "older": Http("hawk"),
        "plain": Bearer(),
    },
    errors=lambda: errors.BY_STATUS,
)
