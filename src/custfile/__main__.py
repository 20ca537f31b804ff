"""The entry point."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # before anything else is loaded
        from custfile import __version__

        print(f"custfile {__version__}")
        return
    from custfile.cli.run import end, run

    end(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
