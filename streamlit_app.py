"""Start of the app: Streamlit runs this file for every visitor; the work is done in explorer.ui."""

from explorer.ui.app import run

run()
