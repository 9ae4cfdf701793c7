"""The words of type cells: what each means by itself, and what it makes of others.

Tables only. The words are in small letters; a new spelling is a word more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from specloom.ir import types as t

_STRING: Final = """
    string str text varchar char strings texts
    字符串 文本 文字列 строка cadena texto chaîne chaînes cadenas textos zeichenkette zeichenketten cadeia 문자열
"""
_INTEGER: Final = """
    integer int integers ints smallint tinyint uint unsigned
    整数 整型 整数型 целое entero enteros entier entiers ganzzahl ganzzahlen inteiro 정수
"""
_NUMBER: Final = """
    number numbers numeric decimal decimals real
    数字 数值 数値 数 число número números numero nombre nombres zahl zahlen 숫자
"""
_BOOLEAN: Final = """
    boolean bool booleans bools boolen flag
    布尔 布尔值 布尔型 真偽値 ブール booleano booleanos booléen booléens логический wahrheitswert 불리언
"""
_OBJECT: Final = """
    object objects obj json struct dict dictionary hash hashmap jsonobject
    对象 オブジェクト объект objeto objetos objet objets objekt objekten objekte 객체
"""
_ARRAY: Final = """
    array arrays list lists jsonarray sequence set
    数组 列表 配列 массив список arreglo lista tableau liste matriz 배열
"""
_ANY: Final = "any unknown mixed anything variant 任意 timestamp time"
_MAP: Final = "map maps mapping"
FORMATS: Final[Mapping[str, tuple[t.Kind, str | None]]] = {
    "int8": ("integer", "int8"),
    "int16": ("integer", "int16"),
    "int32": ("integer", "int32"),
    "int64": ("integer", "int64"),
    "uint8": ("integer", "uint8"),
    "uint16": ("integer", "uint16"),
    "uint32": ("integer", "uint32"),
    "uint64": ("integer", "uint64"),
    "long": ("integer", "int64"),
    "longs": ("integer", "int64"),
    "bigint": ("integer", "int64"),
    "长整型": ("integer", "int64"),
    "float": ("number", "float"),
    "floats": ("number", "float"),
    "float32": ("number", "float"),
    "float64": ("number", "double"),
    "double": ("number", "double"),
    "浮点数": ("number", "float"),
    "浮点型": ("number", "float"),
    "uuid": ("string", "uuid"),
    "uuids": ("string", "uuid"),
    "uuidv4": ("string", "uuid"),
    "uuid v4": ("string", "uuid"),
    "uuid v7": ("string", "uuid"),
    "guid": ("string", "uuid"),
    "date": ("string", "date"),
    "datum": ("string", "date"),
    "日付": ("string", "date"),
    "日期": ("string", "date"),
    "datetime": ("string", "date-time"),
    "datetimes": ("string", "date-time"),
    "date-time": ("string", "date-time"),
    "date time": ("string", "date-time"),
    "iso 8601": ("string", "date-time"),
    "iso8601": ("string", "date-time"),
    "iso date": ("string", "date-time"),
    "iso timestamp": ("string", "date-time"),
    "rfc 3339": ("string", "date-time"),
    "rfc3339": ("string", "date-time"),
    "url": ("string", "uri"),
    "urls": ("string", "uri"),
    "uri": ("string", "uri"),
    "email": ("string", "email"),
    "hostname": ("string", "hostname"),
    "ipv4": ("string", "ipv4"),
    "ipv6": ("string", "ipv6"),
    "byte": ("string", "byte"),
    "base64": ("string", "byte"),
    "enum": ("string", None),
    "enums": ("string", None),
    "enumeration": ("string", None),
    "枚举": ("string", None),
    "password": ("string", "password"),
    "snowflake": ("string", None),
    "snowflakes": ("string", None),
    "duration": ("string", None),
    "regex": ("string", None),
}
_BINARY: Final = "file binary files blob 文件"
NULLS: Final = frozenset({"null", "none", "nil", "nothing", "空"})


def _words() -> dict[str, t.Type]:
    words: dict[str, t.Type] = {}
    groups: tuple[tuple[str, t.Type], ...] = (
        (_STRING, t.Primitive("string")),
        (_INTEGER, t.Primitive("integer")),
        (_NUMBER, t.Primitive("number")),
        (_BOOLEAN, t.Primitive("boolean")),
        (_OBJECT, t.Object(())),
        (_ARRAY, t.Array(t.Any_())),
        (_ANY, t.Any_()),
        (_MAP, t.Map(t.Any_())),
        (_BINARY, t.Binary()),
    )
    for group, type_ in groups:
        words |= dict.fromkeys(group.split(), type_)
    for word, (kind, format_) in FORMATS.items():
        words[word] = t.Primitive(kind, format_)
    return words


WORDS: Final[Mapping[str, t.Type]] = _words()
"""What single words mean, in small letters: longest first is how run-on text splits."""
ARRAYS: Final = frozenset(_ARRAY.split())
MAPS: Final = frozenset(f"{_MAP} {_OBJECT} record".split())
PLAIN_MAPS: Final = frozenset(_MAP.split())
ENUMS: Final = frozenset({"enum", "enums", "literal", "enumeration", "const", "枚举"})
UNIONS: Final = frozenset({"union", "oneof", "anyof", "one of", "any of", "either"})
_OTHER: Final = """
    uri-reference uri-template iri json-pointer relative-json-pointer idn-email
    idn-hostname unix-time decimal phone date-time time binary
"""
OTHER_FORMATS: Final = frozenset(_OTHER.split())
"""What looks like a format beside a type (`string (uri-reference)`)."""
