"""A package of its own, so that a `tests` folder some library installs cannot stand in for it."""
