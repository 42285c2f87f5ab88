"""Residents and the inbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

_seconds = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables, as programs made them that kept no versions."""
    op.create_table(
        "resident",
        sa.Column("key", sa.LargeBinary(), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", _seconds, nullable=False, index=True),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(), nullable=False, index=True),
        sa.Column("chat", sa.LargeBinary()),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("received_at", _seconds, nullable=False),
    )
