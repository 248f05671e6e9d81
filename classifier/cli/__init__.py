"""The command line: one file per group of commands; each parses, calls the library, prints."""

from classifier.cli.app import main

__all__ = ["main"]
