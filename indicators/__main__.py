"""`python -m indicators` (reads and prints)."""

from indicators.cli import app

if __name__ == "__main__":
    app(prog_name="python -m indicators")
