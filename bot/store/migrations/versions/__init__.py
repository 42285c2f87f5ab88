"""One file a version; the docstring tells whoever updates what changes."""
