"""Holders between browsers and attempts; sessions that end; codes, shares, throttles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Give every browser a holder of its own, and hang its grants there."""
    _create_holders()
    _extend_browsers()
    _move_grants(
        "holder_id",
        "holder",
        "SELECT browser_id AS owner, attempt_id, granted_at FROM access_grant",
    )
    _extend_attempts()
    _create_codes()
    _create_shares()
    op.create_table(
        "throttle",
        sa.Column("bucket", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_throttle"),
        sa.CheckConstraint("count >= 0", name=op.f("ck_throttle_count_counted")),
    )
    op.create_index("ix_throttle_last_at", "throttle", ["last_at"])


def _create_holders() -> None:
    op.create_table(
        "holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(8), nullable=False),
        sa.Column("motion", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holder"),
        sa.CheckConstraint(
            "scheme IN ('system', 'light', 'dark')", name=op.f("ck_holder_scheme_known")
        ),
        sa.CheckConstraint("motion IN ('system', 'reduced')", name=op.f("ck_holder_motion_known")),
    )
    op.execute("INSERT INTO holder (id, scheme, motion) SELECT id, 'system', 'system' FROM browser")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('holder', 'id'), "
            "(SELECT coalesce(max(id), 0) + 1 FROM holder), false)"
        )


def _extend_browsers() -> None:
    with op.batch_alter_table("browser") as batch:
        batch.add_column(sa.Column("holder_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("seen_at", TIME, nullable=True))
        batch.add_column(sa.Column("ends_at", TIME, nullable=True))
        batch.add_column(sa.Column("data", sa.JSON(), nullable=True))
    op.execute("UPDATE browser SET holder_id = id, seen_at = started_at, data = '{}'")
    with op.batch_alter_table("browser") as batch:
        for name in ("holder_id", "seen_at", "data"):
            batch.alter_column(name, nullable=False)
        batch.create_foreign_key(
            "fk_browser_holder_id_holder", "holder", ["holder_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index("ix_browser_holder_id", ["holder_id"])


def _move_grants(column: str, table: str, kept: str) -> None:
    """Make the grants anew, hanging on another table."""
    op.execute(f"CREATE TEMPORARY TABLE kept_grant AS {kept}")
    op.drop_table("access_grant")
    op.create_table(
        "access_grant",
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint(column, "attempt_id", name="pk_access_grant"),
        _key("access_grant", column, table),
        _key("access_grant", "attempt_id", "attempt"),
    )
    op.create_index("ix_access_grant_attempt_id", "access_grant", ["attempt_id"])
    op.execute(
        f"INSERT INTO access_grant ({column}, attempt_id, granted_at) "  # noqa: S608 - our own words
        "SELECT owner, attempt_id, granted_at FROM kept_grant"
    )
    op.execute("DROP TABLE kept_grant")


def _extend_attempts() -> None:
    with op.batch_alter_table("attempt") as batch:
        batch.add_column(sa.Column("visited_at", TIME, nullable=True))
    op.execute("UPDATE attempt SET visited_at = coalesce(finished_at, started_at)")
    with op.batch_alter_table("attempt") as batch:
        batch.alter_column("visited_at", nullable=False)
        batch.create_index("ix_attempt_visited_at", ["visited_at"])


def _create_codes() -> None:
    op.create_table(
        "resume_code",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_resume_code"),
        sa.UniqueConstraint("code_hash", name="uq_resume_code_code_hash"),
        _key("resume_code", "attempt_id", "attempt"),
    )


def _create_shares() -> None:
    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("result_number", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("with_claims", sa.Boolean(), nullable=False),
        sa.Column("with_answers", sa.Boolean(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_share"),
        sa.UniqueConstraint("public_id", name="uq_share_public_id"),
        sa.UniqueConstraint("secret_hash", name="uq_share_secret_hash"),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_share_uses_counted")),
        _key("share", "attempt_id", "attempt"),
    )
    op.create_index("ix_share_attempt_id", "share", ["attempt_id"])


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return the key by which a row leaves together with the one it belongs to."""
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )


def downgrade() -> None:
    """Hang the grants on browsers again; what an account held is held by its browsers."""
    for table in ("throttle", "share", "resume_code"):
        op.drop_table(table)
    with op.batch_alter_table("attempt") as batch:
        batch.drop_index("ix_attempt_visited_at")
        batch.drop_column("visited_at")
    _move_grants(
        "browser_id",
        "browser",
        "SELECT browser.id AS owner, attempt_id, granted_at FROM access_grant "
        "JOIN browser ON browser.holder_id = access_grant.holder_id",
    )
    with op.batch_alter_table("browser") as batch:
        batch.drop_constraint("fk_browser_holder_id_holder", type_="foreignkey")
        batch.drop_index("ix_browser_holder_id")
        for name in ("holder_id", "seen_at", "ends_at", "data"):
            batch.drop_column(name)
    op.drop_table("holder")
