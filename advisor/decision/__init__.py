"""The decision itself: a situation and the programs in, a reasoned verdict out.

Python and numpy without Django or a database, so that it can be read, tested and quoted by
itself. Start reading at `decide.decide`; every number it uses is a record in `parameters`.
"""
