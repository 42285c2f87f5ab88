"""Telegram: receiving updates, making actions of them, showing screens. The only package that imports aiogram."""
