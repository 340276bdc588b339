"""The editors' desk: staff, their log, the draft and what looks at it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
ROLES = (
    ("owner", "People, settings, and all that editors do"),
    ("editor", "Writes the draft and publishes it"),
    ("analyst", "Sees figures of groups"),
)


def upgrade() -> None:
    """Make the tables, the three roles, and guard the log."""
    _staff()
    _log()
    _draft()
    _beside_the_draft()


def _staff() -> None:
    roles = sa.table("staff_role", sa.column("name"), sa.column("description"))
    known = {name for (name,) in op.get_bind().execute(sa.select(roles.c.name))}
    rows = [{"name": name, "description": words} for name, words in ROLES if name not in known]
    if rows:
        op.bulk_insert(roles, rows)
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("email", sa.String(255)),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("made_by", sa.Integer()),
        sa.Column("used_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_staff_invitation"),
        sa.UniqueConstraint("public_id", name="uq_staff_invitation_public_id"),
        sa.UniqueConstraint("secret_hash", name="uq_staff_invitation_secret_hash"),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name="fk_staff_invitation_made_by_account",
            ondelete="SET NULL",
        ),
        sa.CheckConstraint(
            "role IN ('owner', 'editor', 'analyst')",
            name=op.f("ck_staff_invitation_role_known"),
        ),
    )
    op.create_index("ix_staff_invitation_made_by", "staff_invitation", ["made_by"])


def _log() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(255), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sa.UniqueConstraint("digest", name="uq_audit_digest"),
        sa.CheckConstraint("number > 0", name=op.f("ck_audit_number_positive")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_audit_digest_sha256")),
    )
    op.create_index("ix_audit_action", "audit", ["action"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_no_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a row of audit never changes'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_no_change()"
        )
        return
    refuse = "BEGIN SELECT RAISE(ABORT, 'a row of audit never changes'); END"
    for change in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit {refuse}")
    taken = "number = NEW.number OR digest = NEW.digest"
    exists = f"EXISTS (SELECT 1 FROM audit WHERE {taken})"  # noqa: S608 - our own words
    op.execute(f"CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN {exists} {refuse}")


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.ForeignKeyConstraint(
            ["base_number"], ["edition.number"], name="fk_draft_base_number_edition"
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_draft_only_one")),
    )
    op.create_table(
        "draft_change",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("page_id", sa.String(64)),
        sa.Column("undoes", sa.Integer()),
        sa.PrimaryKeyConstraint("revision", name="pk_draft_change"),
        sa.UniqueConstraint("undoes", name="uq_draft_change_undoes"),
    )
    op.create_index("ix_draft_change_page_id", "draft_change", ["page_id"])


def _beside_the_draft() -> None:
    op.create_table(
        "preview_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("made_by", sa.String(255), nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_preview_link"),
        sa.UniqueConstraint("public_id", name="uq_preview_link_public_id"),
        sa.UniqueConstraint("secret_hash", name="uq_preview_link_secret_hash"),
    )
    op.create_table(
        "staged_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staged_file"),
        sa.UniqueConstraint("public_id", name="uq_staged_file_public_id"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_staged_file_account_id_account",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_staged_file_account_id", "staged_file", ["account_id"])


def downgrade() -> None:
    """Remove everything; SQLite's triggers leave with their tables."""
    for table in ("staged_file", "preview_link", "draft_change", "draft", "audit"):
        op.drop_table(table)
    op.drop_table("staff_invitation")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_no_change()")
