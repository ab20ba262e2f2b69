# Makes this the package `tests`, whatever an installed one of that name may be.
