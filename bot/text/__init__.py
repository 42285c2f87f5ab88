"""Screens -> messages in a resident's language. The only place that escapes, formats and words anything."""
