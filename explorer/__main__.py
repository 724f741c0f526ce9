"""`python -m explorer`."""

from explorer.cli import app

app()
