"""``make bench``: how fast the classifier is beside what people glue together, measured anew."""
