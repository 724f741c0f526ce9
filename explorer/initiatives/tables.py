"""The tables of the register as the newest migration leaves them."""

from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

# The newest migration. Where a database has it, there is nothing to be done at the start.
VERSION: Final = "0002"
# A name of our own, so that the register can share a database with other programs' tables.
VERSION_TABLE: Final = "register_version"

METADATA: Final = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class UtcTime(sa.TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002  given by SQLAlchemy
    ) -> datetime | None:
        """Turn a moment of any time zone into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002  given by SQLAlchemy
    ) -> datetime | None:
        """Say that the moment is in UTC."""
        if value is None or value.tzinfo is not None:
            return None if value is None else value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


# One row. Who writes takes it first, so that changes are numbered in the order in which they are
# kept; `identity` tells one register from another that was put in its place.
STATE: Final = sa.Table(
    "register_state",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("identity", sa.Text, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
)

ORGANISERS: Final = sa.Table(
    "organisers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    # Alone and in partnerships the same name is of different kinds.
    sa.Column("kind", sa.Text, nullable=False),
    sa.UniqueConstraint("name", "kind"),
)

INITIATIVES: Final = sa.Table(
    "initiatives",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("description_sv", sa.Text, nullable=False),
    sa.Column("description_en", sa.Text, nullable=False),
    sa.Column("organiser_id", sa.ForeignKey("organisers.id"), nullable=False, index=True),
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
)

# Every initiative has a place 0, which has no point where it runs in several places or the whole
# city; the others are further places.
PLACES: Final = sa.Table(
    "places",
    METADATA,
    sa.Column("initiative_id", sa.ForeignKey("initiatives.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("precision", sa.Text, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("primary_area_code", sa.Text),
)

SERVED: Final = sa.Table(
    "served_areas",
    METADATA,
    sa.Column("initiative_id", sa.ForeignKey("initiatives.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
)

ATTAINMENTS: Final = sa.Table(
    "attainments",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
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
)

# Only ever added to; the migration has both databases refuse anything else.
CHANGES: Final = sa.Table(
    "changes",
    METADATA,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON(none_as_null=True)),
    sa.Index("ix_changes_record", "kind", "record_id", "number"),
)

# May hold what somebody wrote of themselves, so it can be deleted and stands in no history.
FEEDBACK: Final = sa.Table(
    "feedback",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", UtcTime, nullable=False, index=True),
    sa.Column("view", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("answered_by", sa.Text, nullable=False),
    sa.Column("answered_at", UtcTime),
)
