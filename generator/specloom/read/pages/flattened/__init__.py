"""Pages that were copied as text: without marks, cells and words running together.

`page` is the reader. It makes an `outline` of the lines, whose tables `run_on` cuts into
`rows` of cells; `cut_off` knows where more is missing.
"""
