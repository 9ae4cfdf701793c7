"""`python -m tests.oracle PACKAGE...`: differences of any generated packages.

PACKAGE is a folder with `openapi.json`. Bodies with equal schemas are judged once. Rows
of the table cover what they cover; what is left is printed, an example a sort.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from .compare import JUDGES, Comparison, Verdict
from .differences import DIFFERENCES, sort_out


def main() -> int:
    """Print what no row covers. Exit code 1 if there is anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("package", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=300, help="instances of a body")
    options = parser.parse_args()
    print(f"verdicts: {', '.join(JUDGES)}")
    found = 0
    for package in options.package:
        found += _report(package.resolve(), options.most)
    return 1 if found else 0


def _report(package: Path, most: int) -> int:
    sys.path.insert(0, str(package.parent))
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(package.name, package / "openapi.json", Path(folder))
        schemas = {
            (body.direction, json.dumps(body.schema)): body
            for body in reversed(comparison.bodies)
        }
        verdicts = list(comparison.verdicts(list(schemas.values())[::-1], most))
    unlisted, _ = sort_out(verdicts, DIFFERENCES)
    print(f"{package.name}: {len(verdicts)} instances, {len(unlisted)} not listed")
    sorts: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in unlisted:
        instance = verdict.instance
        key = (verdict.body.direction, instance.kind, instance.to, verdict.marks)
        sorts.setdefault(key, []).append(verdict)
    for alike in sorts.values():
        print(f"{len(alike):5} {alike[0]}")
        print(f"      {json.dumps(alike[0].instance.value)[:300]}")
    return len(unlisted)


if __name__ == "__main__":
    sys.exit(main())
