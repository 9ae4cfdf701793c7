"""What a section is about, by the words of its heading.

In: a heading, or a line that stands in for one ("**Response:**", "Example request"). Out:
:class:`Title`. A heading that says nothing of that kind has no role: its section is
about whatever the one around it is about.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias

from specloom.read.pages.words.text import plain
from specloom.records import record

Role: TypeAlias = Literal[
    "request",
    "path",
    "query",
    "header",
    "cookie",
    "body",
    "parameters",
    "fields",
    "response",
    "response-headers",
    "errors",
    "example",
    "example-request",
    "example-response",
    "values",
    "object",
    "security",
]
"""`parameters`: of the request, wherever they are sent; `fields`: those of what is
around; `object`: a thing that other sections name; `values`: of an enumeration."""


@record(frozen=True, slots=True)
class Title:
    """What a heading says. `status` is that of an answer, `name` that of an object."""

    role: Role | None = None
    status: str | None = None
    name: str | None = None


NO_TITLE: Final = Title()

_REQUEST: Final = (
    "request requests call 请求 リクエスト solicitud petición anfrage requête запрос 요청"
)
_RESPONSE: Final = """
    response responses returns return reply output result results answer 返回 响应 返回值
    返回结果 应答 レスポンス 応答 respuesta antwort réponse resposta risposta ответ 응답
"""
_PARAMETERS: Final = """
    parameters parameter params param arguments argument args inputs input options 参数
    请求参数 入参 パラメータ パラメーター parámetros parametros parameter paramètres
    parâmetros параметры 파라미터 매개변수
"""
_FIELDS: Final = (
    "fields attributes properties structure schema 字段 属性 campos felder поля"
)
_BODY: Final = "body payload 请求体 ボディ cuerpo rumpf corps corpo тело 본문"
_ERRORS: Final = (
    "errors error failures failure exceptions 错误 错误码 エラー errores fehler erreurs ошибки 오류"
)
_EXAMPLE: Final = """
    example examples sample samples demo snippet 示例 例子 例 サンプル ejemplo beispiel exemple
    exemplo пример примеры 예시 예제
"""
_QUERY: Final = "query querystring filters クエリ consulta"
_PATH: Final = "path url uri route パス ruta pfad"
_HEADERS: Final = (
    "headers header 请求头 ヘッダー ヘッダ cabeceras encabezados заголовки 헤더"
)
_VALUES: Final = "values enum enums enumeration enumerations statuses 枚举 取值"
_OBJECT: Final = (
    "object objects model resource 对象 オブジェクト objeto objekt objet объект"
)


_ACTIONS: Final = """
    get list create update delete remove add set reset retrieve fetch read edit patch put
    post find cancel send start stop replace insert upload download
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


REQUEST: Final = _set(_REQUEST)
RESPONSE: Final = _set(_RESPONSE)
PARAMETERS: Final = _set(_PARAMETERS)
FIELDS: Final = _set(_FIELDS)
BODY: Final = _set(_BODY)
ERRORS: Final = _set(_ERRORS)
EXAMPLE: Final = _set(_EXAMPLE)
QUERY: Final = _set(_QUERY)
PATH: Final = _set(_PATH)
HEADERS: Final = _set(_HEADERS)
VALUES: Final = _set(_VALUES)
OBJECT: Final = _set(_OBJECT)

_FILLERS: Final = _set(
    """the a an of and for http https json api rest in to with all available supported
    code codes status message messages description definition schema success successful
    successfully ok optional required mandatory additional common list format data type
    details information this endpoint method here is are string possible body object ack
    full minimal raw shell bash curl python javascript using e.g : - – — / & + | form
    server client sent returned table detail structure 的 列表 说明 详情 名 必填 可选 公共"""
)
_VERBS: Final = _set(_ACTIONS)
_ENDPOINTS: Final = _set(
    "endpoint url usage method uri route 接口 端点 地址 调用 エンドポイント endpunkt"
)
_SECURITY: Final = _set(
    "authentication authorization authorizations security auth permissions 认证 鉴权 授权"
)


_DATA: Final[dict[str, Role]] = {
    "constraints": "example-request",
    "example": "example-request",
    "params": "parameters",
    "parameters": "parameters",
}
"""What follows "Data" in a template that many pages are made from."""


@cache
def _status() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.])(?P<code>[1-5]\d\d)(?![\w.]|\s*(?:ms|characters|chars))"
        r"|(?<!\w)(?P<range>[1-5])[xX]{2}(?!\w)|^(?P<default>default)$"
    )


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


def status(text: str) -> str | None:
    """The status code that a text names, if it names one."""
    found = _status().search(text)
    if found is None:
        return None
    if found["default"]:
        return "default"
    return found["code"] or f"{found['range']}XX"


def title(text: str) -> Title:
    """What a heading says; see the module."""
    shown = plain(text).strip(" :：*#.-–—")
    if not shown or len(shown) > 120:
        return NO_TITLE
    code = status(shown)
    words = _word().findall(shown.lower())
    if not words:
        return NO_TITLE
    found = _of_words(words, code, shown)
    if found.role in (None, "example") and len(words) <= 8:
        foreign = _of_stems(shown.lower(), code)
        return found if foreign.role is None else foreign
    return found


def _of_words(words: list[str], code: str | None, shown: str) -> Title:
    have = set(words)
    others = [it for it in words if it not in _FILLERS and not it.isdigit()]
    response, request = have & RESPONSE, have & REQUEST
    if words in (["form", "data"], ["form-data"], ["formdata"]):
        return Title("body")
    if words[0] == "data" and len(words) == 2 and words[1] in _DATA:
        return Title(_DATA[words[1]])
    if have & EXAMPLE and (len(others) <= 4 or words[0] in EXAMPLE):
        if response or code is not None:
            return Title("example-response", code)
        if request or have & BODY or have & PARAMETERS:
            return Title("example-request")
        return Title("example") if len(others) <= 2 else NO_TITLE
    if have & ERRORS and (len(others) <= 3 or code is not None):
        return Title("errors", code)
    if have & VALUES and not have & QUERY | have & BODY and len(others) <= 6:
        last = [it for it in words if it in VALUES or it in _FILLERS]
        if words[-1] in VALUES or (last and words[0] in VALUES):
            name = [it for it in words if it not in VALUES]
            return Title("values", name=" ".join(name) or None)
    if response and len(others) <= 4:
        if have & HEADERS:
            return Title("response-headers", code)
        return Title("response", code)
    if code is not None and len(others) <= 8 and shown[:1] != "#":
        return Title("response" if code[0] in "123d" else "errors", code)
    if words[-1] in OBJECT and len(words) in (2, 3, 4) and _is_thing(words):
        return Title("object", name=" ".join(words[:-1]))
    if len(others) <= 3:
        role = _request_part(have)
        if role is not None:
            return Title(role)
    if words[0] in OBJECT and len(words) == 2:
        return Title("object", name=words[1])
    if have & FIELDS and len(others) <= 2:
        return Title("fields")
    if request and len(others) <= 2:
        return Title("request")
    if have & _ENDPOINTS and len(others) <= 1:
        return Title("request")
    if have & _SECURITY and len(others) <= 2:
        return Title("security")
    return NO_TITLE


_STEMS: Final[tuple[tuple[str, str], ...]] = (
    (
        "example",
        "示例 样例 例子 サンプル 예시 예제 пример ejemplo exemplo exemple beispiel esempio",
    ),
    ("errors", "错误 エラー 오류 ошибк errores erros erreurs fehler errori"),
    (
        "response",
        "响应 返回 应答 レスポンス 応答 응답 ответ respuesta resposta réponse antwort risposta",
    ),
    ("path", "路径 パス 경로 пути ruta caminho chemin pfad percorso"),
    ("query", "查询 クエリ 쿼리 строки consulta abfrage requête-de-recherche"),
    (
        "header",
        "请求头 标头 响应头 ヘッダ 헤더 заголов cabecera encabezado cabeçalho en-tête kopfzeile",
    ),
    ("body", "请求体 正文 消息体 ボディ 본문 тело тела cuerpo corpo corps rumpf"),
    (
        "parameters",
        "参数 パラメータ 파라미터 매개변수 параметр parámetr parâmetr paramètr parametri anfrageparameter",
    ),
    (
        "request",
        "请求 リクエスト 요청 запрос solicitud petición requisição requête anfrage richiesta",
    ),
)
"""Parts of words, in languages that inflect their words or join them."""


def _of_stems(shown: str, code: str | None) -> Title:
    """What a heading in another language says."""
    if shown.isascii() and "anfrage" not in shown and "antwort" not in shown:
        known = (
            "pfadparameter",
            "abfrage",
            "kopfzeile",
            "respuesta",
            "resposta",
            "ejemplo",
            "exemplo",
            "exemple",
            "beispiel",
        )
        if not any(it in shown for it in (*known, "fehler", "cuerpo", "consulta")):
            return NO_TITLE
    have = {
        concept for concept, stems in _STEMS if any(it in shown for it in stems.split())
    }
    if "example" in have:
        if "response" in have:
            return Title("example-response", code)
        return Title("example-request" if "request" in have else "example", code)
    if "errors" in have:
        return Title("errors", code)
    if "response" in have:
        return Title("response-headers" if "header" in have else "response", code)
    roles: tuple[Role, ...] = (
        "header",
        "path",
        "query",
        "body",
        "parameters",
        "request",
    )
    return next((Title(it) for it in roles if it in have), NO_TITLE)


def _is_thing(words: list[str]) -> bool:
    """Whether words before "object" name one, and not a part of a request."""
    parts = REQUEST | BODY | HEADERS
    return words[0] not in _VERBS and not parts & set(words)


def _request_part(have: set[str]) -> Role | None:
    """The place in a request that words name."""
    if have & HEADERS:
        return "header"
    if "cookies" in have or "cookie" in have:
        return "cookie"
    if have & QUERY and (have & PARAMETERS or "string" in have or len(have) == 1):
        return "query"
    if have == {"path"} or (
        have & PATH and (have & PARAMETERS or have & {"variables", "variable"})
    ):
        return "path"
    if have & BODY:
        return "body"
    if have & PARAMETERS:
        return "parameters"
    return "body" if have & FIELDS and have & REQUEST else None
