"""Documentation pages: what vendors publish instead of, or around, a document.

A module per kind of page, each a row of the registry. A document that stands in a page
is handed back to the registry, which knows who reads documents.
"""
