"""Importers of official registers: one module per register, one way into the database."""
