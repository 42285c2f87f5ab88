"""Catalogue <-> disk: reading the files staff edit, with file, line and column on every problem."""
