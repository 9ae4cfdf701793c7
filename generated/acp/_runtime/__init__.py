"""The fixed support code of a generated package.

Copied verbatim into every package as `_runtime`; knows no API. Operations reach it as
plans (`plan`), which the client (`client`) and the server (`server`) execute with the
same wire logic (`params`, `bodies`, `security`, `codec`). Nothing here is imported
before it is needed: this module stays empty.
"""
