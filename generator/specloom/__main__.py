"""`python -m specloom`: the command, where its script is not on the path."""

from specloom.cli import main

if __name__ == "__main__":
    main()
