"""The intermediate representation: data only, no Python spelling anywhere.

`types` are the types, `api` what can be called, `evidence` why we believe it, `walk`
visits and rebuilds, `dump` prints. Imports nothing but `source` and `diagnostics`.
"""
