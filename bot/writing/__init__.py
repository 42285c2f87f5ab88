"""Help for those who write the catalogue: schemas for editors, the field guide, `new` and `init`."""
