"""First tables: editions, browsers and their grants, attempts, answers, results."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# A published edition is for ever; a result never changes (but leaves with its attempt).
GUARDS = (("edition", "UPDATE"), ("edition", "DELETE"), ("result", "UPDATE"))


def upgrade() -> None:
    """Make the tables and the triggers that guard them."""
    _create_editions()
    _create_browsers()
    _create_attempts()
    sqlite = op.get_bind().dialect.name == "sqlite"
    guard = _guard_sqlite if sqlite else _guard_postgresql
    for table, change in GUARDS:
        guard(table, change)
    if sqlite:
        _guard_from_replace("edition", "number = NEW.number OR digest = NEW.digest")
        taken = "id = NEW.id OR (attempt_id = NEW.attempt_id AND number = NEW.number)"
        _guard_from_replace("result", taken)


def _create_editions() -> None:
    op.create_table(
        "edition",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_edition"),
        sa.UniqueConstraint("digest", name="uq_edition_digest"),
        sa.CheckConstraint("number > 0", name=op.f("ck_edition_number_positive")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_edition_digest_sha256")),
    )


def _create_browsers() -> None:
    op.create_table(
        "browser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_browser"),
        sa.UniqueConstraint("token_hash", name="uq_browser_token_hash"),
    )


def _create_attempts() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("start_key", sa.String(64), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=False),
        sa.Column("length", sa.String(64), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("goal", sa.String(64), nullable=True),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint("public_id", name="uq_attempt_public_id"),
        sa.UniqueConstraint("start_key", name="uq_attempt_start_key"),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name="fk_attempt_edition_number_edition"
        ),
    )
    op.create_index("ix_attempt_edition_number", "attempt", ["edition_number"])
    op.create_table(
        "access_grant",
        sa.Column("browser_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("browser_id", "attempt_id", name="pk_access_grant"),
        sa.ForeignKeyConstraint(
            ["browser_id"],
            ["browser.id"],
            name="fk_access_grant_browser_id_browser",
            ondelete="CASCADE",
        ),
        _to_attempt("access_grant"),
    )
    op.create_index("ix_access_grant_attempt_id", "access_grant", ["attempt_id"])
    op.create_table(
        "answer",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("save_id", sa.String(32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", "question_key", name="pk_answer"),
        sa.CheckConstraint(
            "kind IN ('given', 'not_sure', 'not_applicable')", name=op.f("ck_answer_kind_known")
        ),
        _to_attempt("answer"),
    )
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=False),
        sa.Column("engine", sa.String(16), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        sa.UniqueConstraint("attempt_id", "number", name="uq_result_attempt_id"),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name="fk_result_edition_number_edition"
        ),
        _to_attempt("result"),
    )


def _to_attempt(table: str) -> sa.ForeignKeyConstraint:
    """Return the key by which a row leaves together with its attempt."""
    return sa.ForeignKeyConstraint(
        ["attempt_id"],
        ["attempt.id"],
        name=f"fk_{table}_attempt_id_attempt",
        ondelete="CASCADE",
    )


def _guard_sqlite(table: str, change: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'a row of {table} never changes'); END"
    )


def _guard_from_replace(table: str, taken: str) -> None:
    """Refuse SQLite's INSERT OR REPLACE, which removes a row without a delete trigger."""
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - our own words
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {exists} "
        f"BEGIN SELECT RAISE(ABORT, 'a row of {table} never changes'); END"
    )


def _guard_postgresql(table: str, change: str) -> None:
    name = f"{table}_no_{change.lower()}"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'a row of {table} never changes'; END $$"
    )
    # TRUNCATE is a deletion that row triggers do not see.
    changes = f"{change} OR TRUNCATE" if change == "DELETE" else change
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {changes} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    """Remove everything; SQLite's triggers leave with their tables."""
    for table in ("result", "answer", "access_grant", "attempt", "browser", "edition"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table, change in GUARDS:
            op.execute(f"DROP FUNCTION {table}_no_{change.lower()}()")
