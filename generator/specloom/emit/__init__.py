"""Views to files: which files there are, their text, and writing them.

`outputs` is the table of generated files, `render` turns records into text, `layout`
breaks lines as black does, `lock` remembers what was written, `write` writes. In: an
API ready for code, its names, options. Out: files. Imports views and the leaves.
"""
