"""Views turn (Api, NameTable) into frozen records of ready strings, for templates.

Nothing here reads or writes files; templates hold no decision that a view can take.
"""
