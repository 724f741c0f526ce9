from geodata.cli import app

app(prog_name="python -m geodata")
