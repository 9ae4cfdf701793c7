"""Modules whose names are loaded when they are first asked for (PEP 562).

A generated package imports its public names for type checkers only, and at run time
binds `__getattr__ = lazy(__name__, {...})`. So `import package` costs nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of `package`.

    `homes` maps each public name to the relative module that defines it; a module
    that ends in a colon (`".models:"`) is itself the value. A name that was loaded
    once is an ordinary global from then on.
    """

    def load(name: str) -> object:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(home.rstrip(":"), package)
        value: object = module if home.endswith(":") else getattr(module, name)
        setattr(sys.modules[package], name, value)
        return value

    return load
