"""The catalog in memory: count, page and counts of every facet without asking the database.

`build` reads the programs once and lays them out in columns and bitsets, `store` keeps these in
one file that every process maps into its memory, `engine` answers a `Question` from it, and
`keeper` says which index is the current one. The file is named after the catalog's version; it is
derived from the database and can be thrown away at any time.
"""
