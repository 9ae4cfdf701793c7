"""Sources to fragments of an API: one reader per kind of source.

`registry` chooses the reader and is what the pipeline calls; `openapi` reads documents,
`pages` documentation pages. Readers import `document`, `ir` and the leaves, and never
each other: a page with a document in it hands that back to the registry.
"""
