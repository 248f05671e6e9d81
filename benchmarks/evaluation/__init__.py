"""``make evaluation``: everything that docs/evaluation.md says, measured anew."""
