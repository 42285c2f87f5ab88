"""What staff see before residents do: why an offer fits somebody, what a change does, and what the catalogue lacks."""
