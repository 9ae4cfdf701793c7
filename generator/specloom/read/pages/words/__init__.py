"""The vocabulary of documentation pages: what the words in cells and sentences mean.

In: a text of a page, without its place. Out: facts for the IR, or None where the text
says none; nothing is guessed from what is not there. Deterministic; tables of words
before patterns, and every pattern is compiled when it is first needed. Used by the
readers of pages.

- `text`: markdown and HTML of a cell as plain text.
- `types`: what a type cell says (`array[uuid]`, `string | null`, `Enum (String)`).
- `columns`: what a column is about, by its header.
- `marks`: whether something is required, by the mark beside it.
- `prose`: what a description says of values (closed lists, defaults, bounds, null).
"""
