"""`python -m bot` is `drogowskaz`."""

from bot.cli import main

if __name__ == "__main__":
    main()
