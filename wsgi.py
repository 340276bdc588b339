"""The app for any WSGI server: ``wsgi:app``. Settings come from the environment."""

import os
import sys

from assess.app import create_app
from assess.config import SettingsError, read_settings

try:
    app = create_app(read_settings(os.environ))
except SettingsError as error:
    sys.exit(f"assess cannot start: {error}")
