"""`python -m tenir`, where the console script is not on the path."""

from tenir.faces.cli.app import main

if __name__ == "__main__":
    main()
