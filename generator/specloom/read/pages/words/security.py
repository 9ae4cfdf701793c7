"""How one authenticates, by what a page says of it in words, or shows in a header.

In: a sentence, the value of a label, or the name and value of a header. Out: what it says
(:class:`Said`), or one :class:`SecurityScheme`, as OpenAPI 3.1, section 4.8.27, has it;
None where nothing is said. Words that only mention a token are no scheme: a wrong one
sends credentials where they do not belong.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from specloom.ir.api import SecurityScheme
from specloom.ir.evidence import Evidence
from specloom.read.pages.words.text import plain
from specloom.records import record

NONE: Final = "none"
"""What `words` says of a sentence that says that no authentication is needed."""


@record(frozen=True, slots=True)
class Said:
    """What a text says: the schemes, of which any one will do if they are `either`, else
    all are needed; the scopes that they need; or that `nothing` is needed."""

    schemes: tuple[SecurityScheme, ...] = ()
    either: bool = False
    scopes: tuple[str, ...] = ()
    nothing: bool = False


@cache
def _bearer() -> re.Pattern[str]:
    return re.compile(
        r"\bbearer[-_ ]?(?:token|auth\w*|scheme|access token|api key|key|jwt)\b"
        r"|\bauthorization:?\s*[`\"']?\s*bearer\b|\bscheme:\s*bearer\b"
        r"|\bbearer\b[^.\n]{0,30}\bauthorization\b|\bauthorization\b[^.\n]{0,40}\bbearer\b",
        re.IGNORECASE,
    )


@cache
def _basic() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:http[-_ ]?)?basic[-_ ]?auth\w*\b|\bauthorization:?\s*[`\"']?\s*basic\b"
        r"|\bscheme:\s*basic\b",
        re.IGNORECASE,
    )


@cache
def _oauth() -> re.Pattern[str]:
    return re.compile(r"\boauth[-_ ]?2?(?:\.0)?(?![\w.])", re.IGNORECASE)


_MARK: Final = r"[`\"'*_]*"


@cache
def _in_header() -> re.Pattern[str]:
    name = r"(?P<{}>X-[\w-]*(?:key|token|auth|secret)[\w-]*|[\w-]*api[-_]?(?:key|token)(?:[-_]\w+)?)"
    return re.compile(
        rf"{_MARK}{name.format('name')}{_MARK}\s*(?:request\s+|http\s+)?(?:header\b|请求头|ヘッダ|헤더)"
        rf"|(?:请求头|ヘッダー?|헤더)\s*[:：]?\s*{_MARK}{name.format('foreign')}"
        rf"|\b(?:headers?|en-tête|cabecera|encabezado|kopfzeile)\s*:?\s+(?:named\s+|called\s+|field\s+)?{_MARK}{name.format('after')}"
        rf"|`{name.format('shown')}:\s",
        re.IGNORECASE,
    )


@cache
def _in_query() -> re.Pattern[str]:
    name = r"(?P<{}>[\w-]*(?:key|token|auth|secret|appid|app_id)[\w-]*)"
    query = r"(?:query[- ]?(?:string )?(?:param(?:eter)?s?)?|url param(?:eter)?s?)"
    return re.compile(
        rf"{_MARK}\??{name.format('name')}=?{_MARK}\s+{query}\b"
        rf"|\b{query}\s*:?\s+(?:named\s+|called\s+)?{_MARK}\??{name.format('after')}"
        rf"|[?&]{name.format('shown')}=",
        re.IGNORECASE,
    )


@cache
def _in_cookie() -> re.Pattern[str]:
    name = r"(?P<{}>[\w.-]+)"
    return re.compile(
        rf"`{name.format('name')}`\s+(?:session\s+)?cookie\b"
        rf"|\bcookie\s*:?\s+(?:named\s+|called\s+)?[`\"']{name.format('after')}[`\"']",
        re.IGNORECASE,
    )


_OTHERS: Final = (
    "idempot",
    "page",
    "next",
    "cursor",
    "continu",
    "sync",
    "sort",
    "partition",
    "csrf",
    "xsrf",
    "primary",
    "public",
)
"""What keys and tokens of another kind have in their names."""


@cache
def _none() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:does not|doesn't|do not|don't) (?:require|need) (?:any )?(?:auth\w*|an? (?:api )?(?:key|token))"
        r"|(?<!when )(?<!if )\bno (?:auth\w*|api key|token) (?:is )?(?:required|needed|necessary)\b|\bpublic endpoint\b"
        r"|\bwithout (?:any )?authentication\b",
        re.IGNORECASE,
    )


@cache
def _label() -> re.Pattern[str]:
    """A label about authentication, and its value, on a line of its own."""
    words = (
        r"(?:auth(?:entication|orization)? required|requires? auth(?:entication|orization)?|authentication|authorizations|authorization(?!\W*(?:bearer|basic))|auth|security(?: schemes?)?|authenticated via"
        r"|authentication (?:method|type|scheme)|auth (?:method|type)|认证方式|认证|鉴权"
        r"|認証|authentifizierung|authentification|autenticaci[oó]n|autentica[cç][aã]o)"
    )
    return re.compile(
        rf"^[ \t]*(?:[-*+>][ \t]+)?[*_`]*{words}[*_`]*[ \t]*[:：][*_`]*[ \t]*(?P<value>\S[^\n]*)$",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(
        r"\W*(?:none|no|false|not (?:required|needed)|public|anonymous|keine|aucune|ninguna"
        r"|no auth\w*|不需要|无|不要)\W*",
        re.IGNORECASE,
    )


@cache
def _scopes() -> re.Pattern[str]:
    one = r"[`\"']?[A-Za-z][\w./:*-]*[\w*][`\"']?"
    many = rf"{one}(?:\s*(?:,|\band\b|,\s*and\b)\s*{one})*"
    return re.compile(
        rf"\b(?:requires?|required|needs?|needed|necessary|oauth2?)\b[^.\n]{{0,40}}?"
        rf"\bscopes?\b[*_]*\s*[:：]?[*_]*\s*(?:of\s+)?(?P<many>{many})"
        rf"|(?:^|[\n(;,])\W*scopes?[*_]*(?:\s*[:：][*_]*\s*|\s+(?=`))(?P<labelled>{many})"
        rf"|\b(?:requires?|needs?)\b[^.\n`]{{0,30}}(?P<before>`[A-Za-z][\w./:*-]*`)\s+scope\b",
        re.IGNORECASE,
    )


def labels(text: str) -> list[tuple[str, int, int]]:
    """The values of labels about authentication in lines, and where they stand."""
    if ":" not in text and "：" not in text:
        return []
    return [
        (it["value"].strip(), it.start("value"), it.end("value"))
        for it in _label().finditer(text)
    ]


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        r"(?:auth\w*|autentica\w*|security|认证方式|认证|鉴权|認証)(?: (?:method|type|scheme|required|needed))?\??",
        re.IGNORECASE,
    )


def is_label(text: str) -> bool:
    """Whether the first cell of a row says that the second is about authentication."""
    return _named().fullmatch(plain(text).strip(" :")) is not None


@cache
def _demand() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:requires?|needs?|must|have to|has to)\b[^.\n]{0,40}\b(?:authenticat\w+|authoriz\w+"
        r"|api[- ]key|(?:access|api|auth\w*) tokens?)\b"
        r"|\b(?:authentication|authorization|(?:an |your )?(?:api[- ]key|(?:access|api) token))"
        r" (?:is|are) (?:required|needed|necessary|mandatory)\b",
        re.IGNORECASE,
    )


def demands(text: str) -> bool:
    """Whether a sentence says that one has to authenticate, whatever the case."""
    shown = plain(text)
    return any(
        _condition().search(shown, max(0, it.start() - 40), it.end()) is None
        for it in _demand().finditer(shown)
    )


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(r"\b(?:if|when|where|unless|in case)\b", re.IGNORECASE)


def said(text: str, why: Evidence, *, labelled: bool = False) -> Said | None:
    """What a text says; None if that is nothing. `labelled`: it is the value of a label
    about authentication, so that a word such as "Bearer" is enough."""
    if _none().search(text) or (labelled and _nothing().fullmatch(text)):
        return Said(nothing=True)
    found = list(_schemes(text, why, labelled))
    needed = scopes(text) if "scope" in text.lower() else ()
    if not found and not needed:
        return None
    unique = tuple({it.name: it for it in found}.values())
    low = plain(text).lower()
    either = len(unique) > 1 and any(it in low for it in (" or ", "/", "either", "|"))
    return Said(unique, either, needed)


def _schemes(text: str, why: Evidence, labelled: bool) -> list[SecurityScheme]:
    low = text.lower()
    found: list[SecurityScheme] = []
    if _bearer().search(text) or (labelled and re.search(r"\b(bearer|jwt)\b", low)):
        found.append(_http("bearer", why))
    if _basic().search(text) or (labelled and re.search(r"\bbasic\b", low)):
        found.append(_http("basic", why))
    about = labelled or any(
        it in low for it in ("authenticat", "authoriz", "api key", "api-key", "apikey")
    )
    about = about or any(
        it in low for it in ("api_key", "access token", "credential", "your key")
    )
    if labelled and not found and _oauth().search(text):
        why_ = {"kind": why}
        found.append(SecurityScheme("oauth2", "oauth2", span=why.span, evidence=why_))
    key = _key_in(text, about)
    if key is not None:
        found.append(_api_key(*key, why))
    return found


def _key_in(
    text: str, about: bool
) -> tuple[str, Literal["header", "query", "cookie"]] | None:
    """The name of a key, and where it is sent. `about`: the text is about credentials."""
    places: tuple[tuple[Literal["header", "query", "cookie"], re.Pattern[str]], ...] = (
        ("header", _in_header()),
        ("query", _in_query()),
        ("cookie", _in_cookie()),
    )
    for place, pattern in places:
        for match in pattern.finditer(text) if about or place == "header" else ():
            name = next(it for it in match.groups() if it)
            if not any(it in name.lower() for it in _OTHERS):
                return name, place
    return None


def scopes(text: str) -> tuple[str, ...]:
    """The scopes that a text says to be needed, in closed words."""
    found: dict[str, None] = {}
    for match in _scopes().finditer(text):
        listed = next(it for it in match.groups() if it)
        for one in re.split(r"\s*(?:,|\band\b)\s*", listed):
            bare = one.strip("`\"' ")
            sure = one[:1] in "`\"'" or bool(re.search(r"\w[:./_-]\w", bare))
            if bare and sure:
                found.setdefault(bare)
    return tuple(found)


def words(text: str, why: Evidence) -> SecurityScheme | str | None:
    """The scheme that a sentence names, or NONE where it says that none is needed."""
    found = said(text, why)
    if found is None:
        return None
    if found.nothing:
        return NONE
    return found.schemes[0] if found.schemes else None


def header(name: str, value: str, why: Evidence) -> SecurityScheme | None:
    """The scheme that a header of a call uses: of one that is not registered nothing is
    known but that the header carries it."""
    low = name.lower()
    if low == "authorization":
        scheme = value.split(" ", 1)[0].lower()
        if scheme in ("bearer", "basic"):
            return _http(scheme, why)
        return _api_key(name, "header", why) if value.strip() else None
    if any(it in low for it in _OTHERS):
        return None
    if low.endswith(("api-key", "apikey", "api_key")) or (
        low.startswith("x-") and low.endswith(("-key", "-token"))
    ):
        return _api_key(name, "header", why)
    return None


def _http(scheme: str, why: Evidence) -> SecurityScheme:
    return SecurityScheme(
        f"{scheme}Auth",
        "http",
        scheme=scheme,
        span=why.span,
        evidence={"scheme": why},
    )


def _api_key(
    name: str, place: Literal["header", "query", "cookie"], why: Evidence
) -> SecurityScheme:
    return SecurityScheme(
        "apiKeyAuth",
        "apiKey",
        parameter=name,
        location=place,
        span=why.span,
        evidence={"scheme": why},
    )
