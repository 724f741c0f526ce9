"""
Make the register: organisers, initiatives with places and served areas, goal attainment, changes (writes).

A migration is never changed once others have run it, so it repeats what the tables looked like then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER changes_no_{what.lower()} BEFORE {what} ON changes"
    " BEGIN SELECT RAISE(ABORT, 'changes are only ever added to'); END"
    for what in ("UPDATE", "DELETE")
)
POSTGRESQL_GUARDS = (
    "CREATE FUNCTION refuse_to_rewrite_changes() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RAISE EXCEPTION ''changes are only ever added to''; END'",
    "CREATE TRIGGER changes_no_rewrite BEFORE UPDATE OR DELETE OR TRUNCATE ON changes"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_changes()",
)


def upgrade() -> None:
    """Make the tables, and have the database itself refuse to rewrite the history."""
    op.create_table(
        "register_state",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register_state"),
    )
    op.create_table(
        "organisers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisers"),
        sa.UniqueConstraint("name", "kind", name="uq_organisers_name"),
    )
    op.create_table(
        "initiatives",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("description_sv", sa.Text, nullable=False),
        sa.Column("description_en", sa.Text, nullable=False),
        sa.Column("organiser_id", sa.Integer, nullable=False),
        sa.Column("target_area", sa.Text, nullable=False),
        sa.Column("target_group", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("start_year", sa.Integer),
        sa.Column("end_year", sa.Integer),
        sa.Column("source_title", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("source_year", sa.Integer),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("budget_sek", sa.BigInteger),
        sa.Column("budget_of", sa.Text, nullable=False),
        sa.Column("capacity", sa.BigInteger),
        sa.Column("capacity_of", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("review_date", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_initiatives"),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisers.id"], name="fk_initiatives_organiser_id"
        ),
    )
    op.create_index("ix_initiatives_position", "initiatives", ["position"])
    op.create_index("ix_initiatives_organiser_id", "initiatives", ["organiser_id"])
    op.create_table(
        "places",
        sa.Column("initiative_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("precision", sa.Text, nullable=False),
        sa.Column("lon", sa.Double),
        sa.Column("lat", sa.Double),
        sa.Column("primary_area_code", sa.Text),
        sa.PrimaryKeyConstraint("initiative_id", "position", name="pk_places"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name="fk_places_initiative_id"
        ),
    )
    op.create_table(
        "served_areas",
        sa.Column("initiative_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("initiative_id", "position", name="pk_served_areas"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name="fk_served_areas_initiative_id"
        ),
    )
    op.create_table(
        "attainments",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("bodies", sa.Integer),
        sa.Column("target_area", sa.Text),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("text_sv", sa.Text, nullable=False),
        sa.Column("text_en", sa.Text, nullable=False),
        sa.Column("source_title", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attainments"),
    )
    op.create_table(
        "changes",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("after", sa.JSON(none_as_null=True)),
        sa.PrimaryKeyConstraint("number", name="pk_changes"),
    )
    op.create_index("ix_changes_record", "changes", ["kind", "record_id", "number"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in SQLITE_GUARDS if sqlite else POSTGRESQL_GUARDS:
        op.execute(guard)
