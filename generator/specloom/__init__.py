"""specloom weaves API specifications into typed Python.

Vendors' OpenAPI documents and documentation pages go in; one intermediate
representation (`specloom.ir`) holds what they say; typed models, clients and server
skeletons come out. `specloom.pipeline` knows the order of the stages, `specloom.cli` is
the command. Importing this package imports none of them.
"""

__version__ = "0.1.0"
