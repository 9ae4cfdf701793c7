"""Pages that hold an OpenAPI document, or one operation of it, or point to one.

A reader a kind of page: `fence`, `script`, `docusaurus`, `mintlify_export` and, for a
document beside the page, `spec_pointer`. What they share stands in `lead` and `several`.
"""
