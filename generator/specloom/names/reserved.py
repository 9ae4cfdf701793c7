"""Names that are taken before the first one is given, by kind of name.

A name that meets one of its own kind gets a trailing underscore. Soft keywords (`match`,
`case`, `type`) are ordinary names wherever we put a name. Models have no list: their
modules import what they need under another name where a model has the first
(`views/types.py`). Used by `scope`.
"""

from __future__ import annotations

from typing import Final

# Taken everywhere.
KEYWORDS: Final = frozenset("""
    False None True and as assert async await break class continue def del elif else
    except finally for from global if import in is lambda nonlocal not or pass raise
    return try while with yield
""".split())

WORDS: Final = {
    # Fields of models. A field that is called like a type breaks the annotations below it
    # (`object` does not: `views/types.py` writes another word then); one that is called
    # like a member of pydantic's BaseModel hides it.
    "field": frozenset("""
        bool bytes dict float int list str tuple cls self construct copy from_orm
        json model_computed_fields model_config model_construct model_copy
        model_extra model_fields model_fields_set model_json_schema
        model_parametrized_name model_post_init model_rebuild mro parse_file
        parse_obj parse_raw register schema schema_json update_forward_refs validate
    """.split()),
    # Models and type aliases.
    "declaration": frozenset[str](),
    # Request classes: what server modules import or export.
    "request": frozenset("""
        API Access Any Authorize ByteStream ClassVar Event FastAPI Forbidden Literal
        MISSING Never P Path Protocol Request Result Route Source UUID Undocumented
    """.split()),
    # Parameters: arguments of methods, and fields of request classes, whose annotations a
    # field that is called like a type would break.
    "parameter": frozenset("""
        bool bytes dict float int list object str tuple body cls given headers
        models principal self status extra_headers extra_query max_retries timeout
        content_type
    """.split()),
    # Headers of answers: fields of results beside the body, and of records of headers.
    "header": frozenset("""
        body bool bytes dict float headers int list object of str tuple self status
    """.split()),
    # Methods of resources, which are also the variables of plan modules. A method that is
    # called like a type (`list`) is dealt with by the views.
    "method": frozenset("""
        Answer Body Items Pages Parameter Plan annotations as_stream builtins models mro
        overload paginated with_options with_raw_response with_streaming_response
    """.split()),
    # Resources: attributes of the client, arguments of `create_app`, names of files.
    "resource": frozenset("""
        answer_to api aux con max_retries nul open_call prn request_for result_of com1
        com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 conin conout annotations authorize base_url
        bool cached_property call callbacks check_answers client close dict errors
        float httpx2 int list mro object other request shared str webhooks
        with_options with_raw_response with_streaming_response
    """.split()),
    # Classes of resources: what client and server modules import or define.
    "resource_class": frozenset("""
        API Access Any AsyncBytes AsyncClient AsyncResource AsyncStream Authorize
        ByteStream Bytes Client Event FastAPI Forbidden Literal MISSING Never Path
        Resource Sequence Stream UUID Undocumented Upload
    """.split()),
    # Servers: functions of `servers`.
    "server": frozenset(("Literal", "annotations", "filled", "mro", "str")),
    # Credentials: arguments of the client's constructor.
    "credential": frozenset("""
        self auth base_url basic bool dict float follow_redirects grant headers hooks
        http_client int max_retries server str strict timeout
    """.split()),
}

# Names that begin like this are taken as well.
PREFIXES: Final[dict[str, tuple[str, ...]]] = {
    "field": ("model_dump", "model_validate"),
}
