"""Results from other installations, with the editions they were made from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PINNED = "(edition_number IS NULL) <> (imported_digest IS NULL)"


def upgrade() -> None:
    """Let an attempt pin an edition that was never published here."""
    op.create_table(
        "imported_edition",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("imported_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_imported_edition"),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_imported_edition_digest_sha256")),
    )
    with op.batch_alter_table("attempt") as batch:
        batch.alter_column("edition_number", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("imported_digest", sa.String(64), nullable=True))
        batch.add_column(sa.Column("imported_at", TIME, nullable=True))
        batch.create_foreign_key(
            "fk_attempt_imported_digest_imported_edition",
            "imported_edition",
            ["imported_digest"],
            ["digest"],
        )
        batch.create_check_constraint(op.f("ck_attempt_one_edition_pinned"), PINNED)
        batch.create_index("ix_attempt_imported_digest", ["imported_digest"])
    with op.batch_alter_table("result") as batch:
        batch.alter_column("edition_number", existing_type=sa.Integer(), nullable=True)
    _guard_results()


def _guard_results() -> None:
    """Make the triggers anew that SQLite lost with the old table."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE TRIGGER result_no_update BEFORE UPDATE ON result "
        "BEGIN SELECT RAISE(ABORT, 'a row of result never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER result_no_replace BEFORE INSERT ON result WHEN EXISTS (SELECT 1 FROM "
        "result WHERE id = NEW.id OR (attempt_id = NEW.attempt_id AND number = NEW.number)) "
        "BEGIN SELECT RAISE(ABORT, 'a row of result never changes'); END"
    )


def downgrade() -> None:
    """Remove the imported attempts and what they needed."""
    op.execute("DELETE FROM result WHERE edition_number IS NULL")
    for table in ("access_grant", "answer", "resume_code", "share"):
        op.execute(
            f"DELETE FROM {table} WHERE attempt_id IN "  # noqa: S608 - our own words
            "(SELECT id FROM attempt WHERE edition_number IS NULL)"
        )
    op.execute("DELETE FROM attempt WHERE edition_number IS NULL")
    with op.batch_alter_table("result") as batch:
        batch.alter_column("edition_number", existing_type=sa.Integer(), nullable=False)
    _guard_results()
    with op.batch_alter_table("attempt") as batch:
        batch.drop_index("ix_attempt_imported_digest")
        batch.drop_constraint(op.f("ck_attempt_one_edition_pinned"), type_="check")
        batch.drop_constraint("fk_attempt_imported_digest_imported_edition", type_="foreignkey")
        batch.drop_column("imported_digest")
        batch.drop_column("imported_at")
        batch.alter_column("edition_number", existing_type=sa.Integer(), nullable=False)
    op.drop_table("imported_edition")
