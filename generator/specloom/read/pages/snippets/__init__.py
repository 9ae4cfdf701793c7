"""What snippets show: calls in any notation, and instances with the types they have.

Parsed, never evaluated. `calls` finds every call of a snippet, `infer` makes types of
instances, `shown` makes partial operations of both. Used by the readers of pages in words.
"""
