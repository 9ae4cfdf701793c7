"""Pages written as components (MDX): front matter, fields as tags, examples in fences.

In: the source of a page as its author writes it, such as a `ParamField` with `query` and
`type`, a `ResponseField` with an `Expandable` in it, a `ResponseExample`; and the
snippets that it includes. Out: the `Api` of its operation. Which components there are
differs from one documentation platform to the next, so nothing depends on their exact
names: a field is a tag whose name ends like one of a field and that names something.

- `front`: the front matter.
- `tree`: the page with its snippets in their places, as a tree of nodes; `prose`: its words.
- `heads`: which operations the page is about.
- `sections`, `tabled`: what stands where: fields, examples and words, by side, status and place.
- `fields`, `attributes`: a field as a tag says it; `types`, `narrow`, `values`: its type.
- `answers`: the type of a body, from fields and examples together.
- `request`, `response`, `requests_shown`, `security`, `settings`: the parts of an operation.
- `operation`: the operation; `page`: the reader.
"""
