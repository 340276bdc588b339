"""How Alembic reaches the database: through the app's own engine."""

from typing import Any

from alembic import context

from assess.extensions import db

with db.engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # SQLite changes a table by making it anew, and dropping the old one would take along
        # what refers to it. The setting cannot change once a transaction has begun.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        compare_type=True,
        render_as_batch=sqlite,
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration left {len(broken)} rows without what they name")
    if sqlite:
        driver.execute("PRAGMA foreign_keys=ON")
