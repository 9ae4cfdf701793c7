"""What headings say of their sections."""

import pytest

from specloom.read.pages.words.titles import Title, title

TITLES = {
    "Request": Title("request"),
    "HTTP Request": Title("request"),
    "Endpoint": Title("request"),
    "Request Parameters": Title("parameters"),
    "**Parameters:**": Title("parameters"),
    "Path parameters": Title("path"),
    "URL Parameters": Title("path"),
    "Query parameters": Title("query"),
    "Query string": Title("query"),
    "Headers": Title("header"),
    "Request Headers": Title("header"),
    "Request Body Schema": Title("body"),
    "Body": Title("body"),
    "Response": Title("response"),
    "Successful response": Title("response"),
    "Response Parameters": Title("response"),
    "Response - FULL": Title("response"),
    "Response Headers": Title("response-headers"),
    "200: OK": Title("response", "200"),
    "Response: `202 Accepted`": Title("response", "202"),
    "Status: 204 No Content": Title("response", "204"),
    "404 Not Found": Title("errors", "404"),
    "Errors": Title("errors"),
    "Error Responses": Title("errors"),
    "Request Example": Title("example-request"),
    "Example request": Title("example-request"),
    "Response Example": Title("example-response"),
    "Example": Title("example"),
    "Thread Status Values": Title("values", name="thread status"),
    "The thread object": Title("object", name="the thread"),
    "Search parameters object": Title("object", name="search parameters"),
    "Authentication": Title("security"),
    "请求参数": Title("parameters"),
    "响应": Title("response"),
    "List models": Title(),
    "Get all keys": Title(),
    "Common Patterns": Title(),
    "When to use it": Title(),
    "Create a thread": Title(),
    "Update the network object": Title(),
}


@pytest.mark.parametrize("heading", TITLES)
def test_a_heading_says(heading: str) -> None:
    assert title(heading) == TITLES[heading]
