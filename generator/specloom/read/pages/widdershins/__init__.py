"""Pages that Widdershins makes of an OpenAPI document. `page` is the reader."""
