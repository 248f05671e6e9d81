"""Documents of government sites to text: one reader per format.

`read_document` takes a path, gives a `Document`. Not for finding the paragraphs in it (paragraphs).
"""

from classifier.documents.document import Document
from classifier.documents.reading import read_document, read_documents

__all__ = ["Document", "read_document", "read_documents"]
