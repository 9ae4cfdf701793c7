"""What every laid-out text is held against: black, and Python's own parser."""

import ast

import black
from black.mode import TargetVersion
from hypothesis import HealthCheck, settings

_MODES = (
    # As a stranger runs it: black infers the target versions from the file.
    black.Mode(line_length=88),
    # As this repository runs it.
    black.Mode(line_length=88, target_versions={TargetVersion.PY311}),
)


def examples(number: int) -> settings:
    """The same examples on every run and every machine."""
    return settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def assert_stable(source: str) -> None:
    """Black leaves `source` as it is, whoever runs it."""
    for mode in _MODES:
        assert black.format_str(source, mode=mode) == source


def assert_lines_stable(source: str) -> None:
    """Black leaves every line as it is; blank lines are another test's affair."""
    for mode in _MODES:
        assert _lines(black.format_str(source, mode=mode)) == _lines(source)


def formatted_lines(source: str) -> list[str]:
    """What black makes of `source` in this repository, without blank lines."""
    return _lines(black.format_str(source, mode=_MODES[1]))


def _lines(source: str) -> list[str]:
    return [line for line in source.split("\n") if line]


def in_context(statements: list[str], indent: int) -> str:
    """A module with `statements`, already indented, in a body at column `indent`."""
    lines = ["class Outer:", "    def inner(self):"][: indent // 4]
    for statement in statements:
        lines.append(statement)
        if statement.lstrip().startswith("@"):
            lines.append(f"{' ' * indent}def decorated(): ...")
        elif statement.endswith(":"):
            lines.append(f"{' ' * indent}    pass")
    return "\n".join(lines) + "\n"


def shape(source: str) -> str:
    """The syntax tree."""
    return ast.dump(ast.parse(source))
