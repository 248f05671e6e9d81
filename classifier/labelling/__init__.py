"""From reports without labels to labelled rows: weak labels from headings, what to label next, suspect labels."""
