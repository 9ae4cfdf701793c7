"""Imports every module of one generated package, then builds every model in it.

    python -W error tests/corpus/import_all.py PACKAGE

Prints a line for each failure and exits 1 if there is one. Models build on first use, so
importing alone would not show a model that cannot be built.
"""

import importlib
import inspect
import pkgutil
import sys
from types import ModuleType

from pydantic import BaseModel


def main(package: str) -> int:
    # The script's own folder must not lend its modules to the package.
    sys.path.pop(0)
    failures = 0
    seen: set[type[BaseModel]] = set()
    for name in modules(package):
        try:
            module = importlib.import_module(name)
        except (Exception, SystemExit) as error:  # whatever it is, it is the finding
            failures += report(name, error)
            continue
        for model in models(module, package):
            if model not in seen:
                seen.add(model)
                try:
                    model.model_rebuild()
                except Exception as error:  # as above
                    failures += report(f"{model.__module__}.{model.__name__}", error)
    return 1 if failures else 0


def modules(package: str) -> list[str]:
    path = importlib.import_module(package).__path__
    return [package, *(m.name for m in pkgutil.walk_packages(path, package + "."))]


def models(module: ModuleType, package: str) -> list[type[BaseModel]]:
    return [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, BaseModel)
        and value.__module__.split(".")[0] == package
    ]


def report(where: str, error: BaseException) -> int:
    said = str(error).splitlines()
    print(f"{where}: {type(error).__name__}: {said[0] if said else ''}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
