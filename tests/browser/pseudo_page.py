"""The app with the folder of translations that the environment names besides its own (draws)."""

import os
from pathlib import Path

from explorer import i18n

folder = Path(os.environ["PSEUDO_LOCALES"])
if folder not in i18n.FOLDERS:
    i18n.FOLDERS.append(folder)
    i18n.languages.cache_clear()

from explorer.ui.app import run  # noqa: E402  the languages have to be known first

run()
