"""Chats are dealt out in slices, so that several workers can share them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    """Give each update its slice, and the slices their table. Old updates belonged to the only process there was."""
    op.add_column("inbox", sa.Column("slice", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "slice",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
    )
