"""What keeps validation bounded, and the same on every machine.

openapi-spec-validator holds defaults against their schemas, patterns included. A
specification may come from anyone: a pattern such as `^(a+)+$`, or alternatives that
double with each level, would take longer than anyone waits. And which formats it judges,
and by which engine, depends on packages that happen to be installed. So here

- no pattern of a specification is ever matched, only compiled;
- a default may take so many steps, all of them together so many more; what takes longer
  is left out, and the caller is told. Steps are counted, not seconds: the same document
  gets the same answer everywhere;
- what is compared pairwise elsewhere is looked up here;
- formats are those that need no optional package.

In: the classes of openapi-spec-validator. Out: classes that stand in for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from specloom.ir.values import identity

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Keyword = Callable[[Any, Any, Any, Any], Any]

_STEPS_OF_ONE: Final = 20_000
_STEPS_OF_ALL: Final = 2_000_000
_FORMATS: Final = (
    *("int32", "int64", "float", "double", "binary", "byte", "password"),
    *("date", "date-time", "time", "email", "idn-email", "ipv4", "ipv6", "uuid"),
)
_ECMA: Final = re.compile(r"\\[pPuc]|\(\?<[A-Za-z_$]|\[\^?\]")
"""What regular expressions of ECMA-262 have, and Python's, which judge here, have not."""


class TooInvolved(Exception):
    """A default takes more steps than it may."""


class Steps:
    """How many steps the default that is looked at, and all of them, may still take."""

    def __init__(self) -> None:
        self._all = _STEPS_OF_ALL
        self._one = 0

    def begin(self) -> None:
        """Another default is looked at."""
        self._one = min(_STEPS_OF_ONE, self._all)

    def take(self) -> None:
        """One more step. Raises TooInvolved."""
        self._one -= 1
        self._all -= 1
        if self._one < 0:
            raise TooInvolved


class Seen(set[Any]):
    """What has been seen, for code that appends to a list and asks whether it is in it."""

    append = set.add


def formats() -> Any:
    """The checker of formats: those that need no optional package."""
    from jsonschema import FormatChecker
    from openapi_schema_validator import oas30_format_checker as theirs

    checker = FormatChecker(())
    checker.checkers = {
        name: (theirs.checkers[name][0], (ValueError, TypeError)) for name in _FORMATS
    }
    checker.checkers["regex"] = (_is_regex, ())
    return checker


def _is_regex(value: object) -> bool:
    """Whether a text is a regular expression, as far as Python can tell."""
    if not isinstance(value, str) or _ECMA.search(value):
        return True
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def of_schema(version: Any) -> Any:
    """The validator of a version's own schema, by jsonschema itself."""
    from jsonschema import validators
    from openapi_spec_validator import schemas
    from openapi_spec_validator.validation import validators as versions

    by_version: Mapping[Any, Any] = {
        versions.OpenAPIV2SpecValidator: schemas.schema_v2,
        versions.OpenAPIV30SpecValidator: schemas.schema_v30,
        versions.OpenAPIV31SpecValidator: schemas.schema_v31,
        versions.OpenAPIV32SpecValidator: schemas.schema_v32,
    }
    schema = dict(by_version[version])
    return _distinct(validators.validator_for(schema))(schema)


def of_values(kind: Any, steps: Steps) -> Any:
    """A class that holds values against schemas, in a bounded number of steps."""
    from jsonschema import validators

    extend: Any = validators.extend
    free = dict.fromkeys(
        ("pattern", "patternProperties", "unevaluatedProperties"), _anything
    )
    keywords = {**kind.VALIDATORS, "uniqueItems": _unique, **free}
    counted = {name: partial(_counted, steps, call) for name, call in keywords.items()}
    counted["additionalProperties"] = partial(
        _without_patterns, counted["additionalProperties"]
    )
    return extend(kind, counted)


def schema_checker(given: Any) -> Callable[[Any], None]:
    """A check of schemas against their metaschema in place of a given one."""
    return _checker(getattr(given, "func", given).__self__)


@cache
def _checker(cls: Any) -> Callable[[Any], None]:
    from jsonschema import exceptions, validators

    if "draft-04" not in str(cls.META_SCHEMA.get("$schema")):
        return partial(cls.check_schema, format_checker=formats())
    judge = _distinct(validators.validator_for(cls.META_SCHEMA))
    against = judge(cls.META_SCHEMA, format_checker=formats())

    def check(schema: Any) -> None:
        for error in against.iter_errors(schema):
            raise exceptions.SchemaError.create_from(error)

    return check


def properties_of(schema: Any, known: dict[int, tuple[object, set[str]]]) -> set[str]:
    """The names of all properties that a schema has somewhere, each schema looked at once.

    `known` by identity of what is looked at, which it holds.
    """
    value = schema.read_value()
    if id(value) in known:
        return known[id(value)][1]
    found: set[str] = set()
    known[id(value)] = (value, found)
    if "properties" in schema:
        found.update((schema / "properties").keys())
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in _each(schema, key)]
    parts += [schema / key for key in ("items", "not") if key in schema]
    for part in parts:
        found |= properties_of(part, known)
    return found


def _each(schema: Any, key: str) -> Iterator[Any]:
    return iter(schema / key) if key in schema else iter(())


def _distinct(kind: Any) -> Any:
    """The class with a `uniqueItems` that looks up."""
    from jsonschema import validators

    extend: Any = validators.extend
    return extend(kind, {"uniqueItems": _unique})


def _counted(
    steps: Steps, call: Keyword, validator: Any, value: Any, instance: Any, schema: Any
) -> Any:
    steps.take()
    return call(validator, value, instance, schema)


def _without_patterns(
    call: Keyword, validator: Any, value: Any, instance: Any, schema: Any
) -> Any:
    """What is additional, is not told where that takes matching patterns."""
    if "patternProperties" in schema:
        return ()
    return call(validator, value, instance, schema)


def _anything(*_: object) -> Iterator[ValidationError]:
    """A keyword that refuses nothing."""
    return iter(())


def _unique(
    validator: Any, wanted: Any, instance: Any, _: Any
) -> Iterator[ValidationError]:
    """`uniqueItems`; equal are those that are the same JSON."""
    from jsonschema.exceptions import ValidationError

    if not wanted or not validator.is_type(instance, "array"):
        return
    if len(set(map(identity, instance))) < len(instance):
        yield ValidationError(f"{instance!r} has non-unique elements")
