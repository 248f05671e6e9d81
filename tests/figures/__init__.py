"""Sentences with known figures, all invented; `tests.figure_scores` tells how their answers are written.

`developing` was written beside the rules; `held_out`, in another style, before them and not looked at until they stood. `fresh` came from someone
who had not read the rules, the rest from the same hand after mending them; each was written without running anything, then run once. Precision and
recall at that first run, with the answers as they were:

=========  =========  =======  ====================================================================
file       sentences  figures  precision / recall at the first run
=========  =========  =======  ====================================================================
held_out         151      350  0.834 / 0.831
fresh            101      310  0.906 / 0.900
practice         219      684  between 0.83 and 0.91, in six parts with mending after each
last              58      183  0.847 / 0.847
unseen            58      177  0.910 / 0.910
blind             56      169  0.953 / 0.953; nothing but this one tells how the rules do on new text
=========  =========  =======  ====================================================================

After its first run each was used for mending. Of `held_out` four answers were put right afterwards, of `fresh` four: twice the unit of 家（次）, twice a
noun that readers may shorten.
"""
