"""Going back: a document that was published before may be published again, under a new number."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME = "uq_edition_digest"


def upgrade() -> None:
    """Let two editions have the same digest; it is still looked up by it."""
    with op.batch_alter_table("edition") as batch:
        batch.drop_constraint(NAME, type_="unique")
        batch.create_index("ix_edition_digest", ["digest"])
    _guard("number = NEW.number")


def downgrade() -> None:
    """Refuse two of the same digest again; fails where there are some, as editions stay."""
    with op.batch_alter_table("edition") as batch:
        batch.drop_index("ix_edition_digest")
        batch.create_unique_constraint(NAME, ["digest"])
    _guard("number = NEW.number OR digest = NEW.digest")


def _guard(taken: str) -> None:
    """Make the triggers anew that SQLite lost with the old table."""
    if op.get_bind().dialect.name != "sqlite":
        return
    refuse = "BEGIN SELECT RAISE(ABORT, 'a row of edition never changes'); END"
    for change in ("UPDATE", "DELETE"):
        name = f"edition_no_{change.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON edition {refuse}")
    exists = f"EXISTS (SELECT 1 FROM edition WHERE {taken})"  # noqa: S608 - our own words
    op.execute(f"CREATE TRIGGER edition_no_replace BEFORE INSERT ON edition WHEN {exists} {refuse}")
