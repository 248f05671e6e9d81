"""Files that harm careless readers, written when a test runs.

Gives `HAZARDS`, each named ``room/name``. Not for sound documents (layouts).
"""

from __future__ import annotations

from tests.hazards import archives, foreign, labels, pages, paths, pdf_contents, pdfs, texts, word_xml
from tests.hazards.hazard import SECRET, Hazard, Place

__all__ = ["HAZARDS", "SECRET", "Hazard", "Place"]

_ROOMS = {
    "archives": archives.HAZARDS,
    "foreign": foreign.HAZARDS,
    "labels": labels.HAZARDS,
    "pages": pages.HAZARDS,
    "paths": paths.HAZARDS,
    "pdf-contents": pdf_contents.HAZARDS,
    "pdfs": pdfs.HAZARDS,
    "texts": texts.HAZARDS,
    "word-xml": word_xml.HAZARDS,
}

HAZARDS = [hazard._replace(name=f"{room}/{hazard.name}") for room, hazards in _ROOMS.items() for hazard in hazards]
