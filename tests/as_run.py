"""The Telegram library imported as the program imports it. It has to come before all that imports the library."""

from bot.telegram.library import import_aiogram

import_aiogram()
