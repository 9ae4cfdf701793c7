"""What the operations of Quotes \"\"\" and \\ and \x23 -*- \x63oding: rot13 -*- share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api

API = Api(
    title='Quotes """ and \\ and\n# -*- coding: rot13 -*-',
    version="1",
    servers=(),
    schemes={},
    errors=lambda: errors.BY_STATUS,
)
