"""What whoever runs the bot needs beside it: doctor, backup and restore, health and figures, alerts to staff."""
