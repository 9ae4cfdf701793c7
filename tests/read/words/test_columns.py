"""What columns are about, by their headers."""

import pytest

from specloom.read.pages.words.columns import columns

HEADERS = {
    "Field|Type|Description": "name type description",
    "Name|Type|Description": "name type description",
    "Parameter|Type|Comments": "name type description",
    "Parameter|Required|Type|Comments": "name required type description",
    "Name|Type|Mandatory|Description": "name type required description",
    "Name|In|Type|Required|Description": "name location type required description",
    "名称|类型|是否必需|描述": "name type required description",
    "参数名|类型|是否必须|描述": "name type required description",
    "Nombre|Tipo|Obligatorio|Descripción": "name type required description",
    "Feld|Typ|Pflicht|Beschreibung": "name type required description",
    "Параметр|Тип|Обязательный|Описание": "name type required description",
    "パラメータ|型|必須|説明": "name type required description",
    "**Name**|`Type`|Default value|Description": "name type default description",
    "Name|Type|Optional|Notes": "name type optional description",
    "Name|Type|Weight": "name type -",
    "Name|Type|Required|Restrictions|Description": (
        "name type required constraints description"
    ),
    "Value|Description": "value description",
    "Status|Description": "value description",
    "Key|Value": "name values",
    "Strategy|Behavior": "- description",
}

PLACES = {
    "Query Parameter|Description": "query",
    "Path parameter|Description": "path",
    "Header|Description": "header",
    "Body field|Description": "body",
    "Attribute name|Description": None,
}


@pytest.mark.parametrize("header", HEADERS)
def test_headers_have_roles(header: str) -> None:
    found = columns(header.split("|"))
    assert " ".join(it or "-" for it in found.roles) == HEADERS[header]


@pytest.mark.parametrize("header", PLACES)
def test_a_name_column_may_say_where(header: str) -> None:
    found = columns(header.split("|"))
    assert found.roles == ("name", "description")
    assert found.place == PLACES[header]
