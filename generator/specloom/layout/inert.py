"""The kinds of text that a template may print.

A string of a specification becomes Python text in one place, `views/literals.py`, and
comes out as one of these types; what views compose from them is `Code`. The template
environment prints instances of `Inert` and refuses a plain `str`, so a string that went
past the encoder is an error, not an injection. The types are subclasses of `str` and
carry nothing more: joining and formatting them costs what it costs for `str`, and gives
a plain `str`, which has to be named `Code` again by the one who composed it.
"""


class Inert(str):
    """Python text that is safe to print where its kind may stand."""

    __slots__ = ()


class Identifier(Inert):
    """A name, possibly dotted: ASCII, no keyword."""

    __slots__ = ()


class Literal(Inert):
    """The source of a constant, on one line."""

    __slots__ = ()


class Docstring(Inert):
    """A docstring with its quotes, indented, of one line or more."""

    __slots__ = ()


class Comment(Inert):
    """A comment with its `# `, indented, on one line."""

    __slots__ = ()


class Code(Inert):
    """Python composed by a view or laid out here; no text of a specification in it
    but in the form of the other kinds."""

    __slots__ = ()
