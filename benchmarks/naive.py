"""The least that can be done with a document: walk it, and write a line a value.

    python naive.py SOURCE TARGET

What a process takes that reads and writes this much, on the machine at hand; the
yardstick beside which generation is seen. Imports nothing of specloom.
"""

import json
import sys
from typing import Any


def walk(node: Any, path: str, lines: list[str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            walk(value, f"{path}/{key}", lines)
    elif isinstance(node, list):
        for value in node:
            walk(value, path, lines)
    else:
        lines.append(f"{path} = {node!r}\n")


def main(source: str, target: str) -> None:
    with open(source, "rb") as file:
        document = json.load(file)
    lines: list[str] = []
    walk(document, "", lines)
    with open(target, "w", encoding="utf-8") as out:
        out.writelines(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
