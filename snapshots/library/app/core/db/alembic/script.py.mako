<%!
    def body(operations):
        """Drop the banners that Alembic puts round what it renders."""
        lines = operations.splitlines()
        return "\n".join(line for line in lines if "# ###" not in line).strip() or "pass"
%>\
"""${message}."""
${imports or ""}
import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${f'"{down_revision}"' if down_revision else None}
branch_labels = None
depends_on = None
# When a deployment runs it: expand, backfill, contract or maintenance.
phase = "${config.attributes["phase"]}"


def upgrade() -> None:
    """Apply the revision."""
    ${body(upgrades or "")}


def downgrade() -> None:
    """Take the revision back."""
    ${body(downgrades or "")}
