"""Sentences with known figures, written for the tests: `developing` while the rules were, `held_out` before them."""
