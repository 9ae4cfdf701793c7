"""What a column of a table is about, by the words of its header.

In: the headers of a table. Out: a role for each, or None for a column of something else;
a table without a name column is no table of fields. `HEADERS` is the lexicon (lower
case, several languages), for who must find headers in run-on text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from specloom.ir.api import Location
from specloom.read.pages.words.text import plain
from specloom.records import record

Role: TypeAlias = Literal[
    "name",
    "type",
    "required",
    "optional",
    "location",
    "description",
    "default",
    "values",
    "example",
    "format",
    "constraints",
    "nullable",
    "value",
    "status",
    "schema",
]
"""`values`: those allowed; `value`: one of an enumeration, a row each; `optional` is
`required` turned around; `status` is that of an answer; `schema` its type."""

_ROLES: Final[tuple[tuple[Role, str], ...]] = (
    (
        "name",
        """name; field; parameter; param; property; attribute; key; argument; arg; option;
        member; element; fields; parameters; names; params; properties; attributes;
        field name; parameter name; param name; property name; attribute name; key name;
        variable; variable name; argument name; path; json key; part; form field;
        form parameter; input; header; header name;
        参数; 参数名; 参数名称; 名称; 字段; 字段名; 字段名称; 属性; 变量名; 变量; 键;
        名前; ヘッダー; ヘッダー名; キー; パラメータ; パラメーター; フィールド; パラメータ名; フィールド名; 項目;
        nombre; campo; parámetro; parametro; propiedad; atributo; nom; champ; paramètre;
        propriété; feld; eigenschaft; bezeichnung; nome; propriedade; параметр; поле; имя;
        название; имя поля; 이름; 필드; 파라미터; 매개변수""",
    ),
    (
        "type",
        """type; data type; datatype; types; value type; field type; json type; kind;
        param type; parameter type; data-type; 类型; 数据类型; 参数类型; 字段类型; 型;
        タイプ; データ型; tipo; tipo de dato; tipo de dado; typ; datentyp; type de données;
        тип; тип данных; 타입; 유형; 자료형""",
    ),
    (
        "required",
        """required; mandatory; required?; is required; req; req.; requirement; necessity;
        is mandatory; mandatory?; presence; required/optional; optional/required;
        mandatory/optional; m/o; 是否必需; 是否必须; 是否必填; 是否必要; 是否必传; 必需; 必须;
        必填; 必选; 是否必选; 必传; 必須; 必須か; 必須/任意; 必須項目; obligatorio;
        requerido; obligatoire; requis; pflicht; pflichtfeld; erforderlich; obrigatório;
        obbligatorio; обязательный; обязательное; обязательность; обязателен; обяз.; 필수;
        필수여부; 필수 여부""",
    ),
    (
        "optional",
        "optional; optional?; is optional; opcional; optionnel; 任意; 可选; 是否可选",
    ),
    (
        "location",
        """in; location; located in; parameter location; place; send in; sent in; param in;
        position; passed in; 位置; 参数位置; 场所; ubicación; ort; emplacement; где; 위치""",
    ),
    (
        "description",
        """description; comments; comment; desc; desc.; details; notes; note; meaning;
        explanation; remarks; remark; purpose; about; info; information; definition; usage;
        summary; descriptions; what it does; behavior; behaviour; effect; 描述; 说明; 备注;
        含义; 解释; 参数说明; 字段说明; 参数描述; 説明; 備考; 意味; 内容; descripción;
        descripcion; comentario; beschreibung; bemerkung; descrição; descrizione; descriptif;
        описание; комментарий; 설명; 비고""",
    ),
    (
        "default",
        """default; default value; defaults; default values; 默认; 默认值; 缺省值; デフォルト;
        デフォルト値; 既定値; 初期値; valor por defecto; predeterminado; por defecto; standard;
        standardwert; par défaut; valeur par défaut; padrão; valor padrão; predefinito;
        по умолчанию; 기본값""",
    ),
    (
        "values",
        """values; possible values; allowed values; valid values; accepted values; enum;
        options; enum values; available values; supported values; permitted values; choices;
        allowed; accepts; enumeration; 取值; 可选值; 枚举值; 取值范围; 允许值; 値; 取りうる値;
        valores; valores posibles; werte; mögliche werte; valeurs; valeurs possibles;
        значения; допустимые значения""",
    ),
    (
        "example",
        """example; examples; sample; example value; sample value; e.g.; examplevalue; 示例;
        示例值; 例子; 样例; 例; サンプル; ejemplo; beispiel; exemple; exemplo; esempio;
        пример; 예시; 예제""",
    ),
    ("format", "format; pattern; 格式; フォーマット; formato; формат"),
    (
        "constraints",
        """constraints; restrictions; limits; validation; range; limit; constraint; length;
        max length; rules; limitations; 限制; 约束; 长度; 制約; 制限; restricciones;
        einschränkungen; contraintes; ограничения""",
    ),
    ("nullable", "nullable; nullable?; null; can be null; null?; 可空; 是否可空"),
    ("value", "value; 值; 枚举; constant; wert; valor; valeur; значение"),
    (
        "status",
        """status; status code; code; http code; http status; http status code; http;
        response code; 状态码; 状态; 响应码; ステータス; ステータスコード; estado; código;
        statuscode; код; код ответа; статус; 상태""",
    ),
    ("schema", "schema; response schema; body; response; model; 模型"),
)


def _lexicon() -> dict[str, Role]:
    words: dict[str, Role] = {}
    for role, names in _ROLES:
        for name in names.split(";"):
            words.setdefault(" ".join(name.split()), role)
    return words


HEADERS: Final[Mapping[str, Role]] = _lexicon()
"""Headers in small letters, and the roles of their columns."""

_PROSE: Final[Mapping[str, int]] = {
    name: rank for rank, (name, of) in enumerate(HEADERS.items()) if of == "description"
}
"""Headers of descriptions, those that are nothing else first."""

_PLACES: Final[tuple[tuple[str, Location | Literal["body"]], ...]] = (
    ("query", "query"),
    ("search", "query"),
    ("path", "path"),
    ("url", "path"),
    ("uri", "path"),
    ("header", "header"),
    ("cookie", "cookie"),
    ("body", "body"),
    ("request body", "body"),
    ("response", "body"),
    ("request", "body"),
    ("json", "body"),
    ("form", "body"),
)


@record(frozen=True, slots=True)
class Columns:
    """The roles of the columns, in order. `place`: where the name column says it is.
    `titles`: the headers of columns without a role, by column."""

    roles: tuple[Role | None, ...]
    place: Location | Literal["body"] | None = None
    titles: tuple[tuple[int, str], ...] = ()

    def index(self, role: Role) -> int | None:
        """The column of a role, if there is one."""
        return self.roles.index(role) if role in self.roles else None

    def untold(self, cells: Sequence[str]) -> str:
        """What a row says in columns without a role, below their headers: `Since: v2`."""
        said = [
            f"{title}: {text}"
            for at, title in self.titles
            if at < len(cells) and (text := _said(cells[at]))
        ]
        return "; ".join(said)


def role(header: str) -> Role | None:
    """The role of a column, by its header alone."""
    return HEADERS.get(_bare(header))


def columns(headers: Sequence[str]) -> Columns:
    """The roles of all columns; each role is taken once, by the first that has it, and
    the description by the header that means most plainly one."""
    roles: list[Role | None] = []
    place: Location | Literal["body"] | None = None
    for number, header in enumerate(headers):
        bare = _bare(header)
        found = HEADERS.get(bare)
        if found is None and number == 0:
            found, place = _qualified(bare)
        elif number == 0 and bare.startswith("header"):
            place = "header"
        if found == "description" and found in roles:
            before = roles.index(found)
            if _PROSE[bare] < _PROSE[_bare(headers[before])]:
                roles[before] = None
        if found in roles:
            found = None
        roles.append(found)
    titles = tuple(
        (at, plain(header).strip(" :：*"))
        for at, header in enumerate(headers)
        if roles[at] is None and any(map(str.isalpha, header))
    )
    return Columns(_settled(roles), place, titles)


def _said(cell: str) -> str:
    """The text of a cell, unless it only says that there is nothing to say."""
    text = " ".join(cell.split())
    return "" if text.strip(" -—–.*").lower() in ("", "n/a", "none", "null") else text


def _bare(header: str) -> str:
    return plain(header).lower().strip(" :：*")


def _qualified(
    bare: str,
) -> tuple[Role | None, Location | Literal["body"] | None]:
    """`Query Parameter` is a name, and says where it stands."""
    for word, place in _PLACES:
        if bare.startswith(word + " ") and HEADERS.get(bare[len(word) + 1 :]) == "name":
            return "name", place
    if bare in ("query", "query string", "body", "cookie"):
        return "name", (
            "body" if bare == "body" else "cookie" if bare == "cookie" else "query"
        )
    last = bare.rsplit(" ", 1)[-1]
    return (
        ("name", None) if HEADERS.get(last) == "name" and last != bare else (None, None)
    )


def _settled(roles: list[Role | None]) -> tuple[Role | None, ...]:
    """Words that mean one thing beside a name, and another without one."""
    if "name" not in roles and roles:
        if roles[0] in ("value", "status", "values"):
            return tuple("value" if it == roles[0] else it for it in roles)
        return tuple(roles)
    return tuple(
        "values" if it == "value" and "values" not in roles else it for it in roles
    )
