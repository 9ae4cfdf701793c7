"""Pages in words: sections, tables, lists and samples come to operations.

`page` is the reader of hand-written pages. `sections` makes a tree of a page, `signatures`
finds its operations, `collected` sorts what belongs to each, `build` makes it of that.
`operations` does all of it, also for text without marks (`flattened`).
"""
