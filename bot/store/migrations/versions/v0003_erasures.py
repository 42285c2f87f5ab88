"""It is kept for a while who was erased, so that no backup brings them back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    """Make the table of marks: keyed hashes and times."""
    op.create_table(
        "erased",
        sa.Column("key", sa.LargeBinary(), primary_key=True),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    )
    op.create_index("ix_erased_at", "erased", ["at"])
