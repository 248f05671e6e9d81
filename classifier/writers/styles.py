"""How workbooks look: colours, fonts and formats.

Takes a workbook of XlsxWriter, gives its formats. Not for what is written where (sheets, xlsx).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.writers.chinese import OTHER
from classifier.writers.palette import NAMED, assign_looks

_THEMES = {theme: look.fill for theme, look in assign_looks([*NAMED, OTHER]).items()}
# for themes of other models, Paul Tol's light scheme, made for cells with black text, to be told apart also by the
# colour-blind (https://personal.sron.nl/~pault/)
_FURTHER = ("#77AADD", "#99DDFF", "#44BB99", "#BBCC33", "#EEDD88", "#EE8866", "#FFAABB")
_DARK = "#1F3864"
_ALARM = "#EE8866"  # Tol's light orange
_TINT = "#FFF4E5"
_BOX = {"border": 1, "border_color": "#D9D9D9"}
FONT = {"font_name": "微软雅黑", "font_size": 10}
_A4 = 9
_LINE = 16.5  # points, of one line in that font
_TALLEST = 409.5  # points that Excel lets a row have


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._colours = dict(_THEMES)
        self.header = self._format(bold=True, font_color="#FFFFFF", bg_color=_DARK, align="center", valign="vcenter")
        self.text = self._format(**_BOX)
        self.short = self._format(**_BOX, align="center")
        self.whole = self._format(**_BOX, align="center", num_format="0")
        self.number = self._format(**_BOX, align="right", num_format="0.00")
        self.share = self._format(**_BOX, align="right", num_format="0.0%")
        # no answer is certain, and 99.97% would round to 100.0%
        self.score = self._format(**_BOX, align="center", num_format='[>=0.9995]">99.9%";0.0%')
        self.total_label = self._format(bold=True, top=1)
        self.total = self._format(bold=True, top=1, align="center")
        self.total_share = self._format(bold=True, top=1, align="right", num_format="0.0%")
        self.title = self._format(bold=True, font_size=16, font_color=_DARK, text_wrap=False)
        self.heading = self._format(bold=True, font_size=12, font_color=_DARK, bottom=1, text_wrap=False)
        self.label = self._format(bold=True)
        self.sentence = self._format()
        self.alarm = book.add_format({"bold": True, "bg_color": _ALARM, "font_color": "#000000"})
        self.tint = book.add_format({"bg_color": _TINT})
        self._of_themes: dict[str, Format] = {}

    def colour(self, theme: str) -> str:
        """Give the fill of a theme; one that is not known gets the next colour."""
        further = len(self._colours) - len(_THEMES)
        return self._colours.setdefault(theme, _FURTHER[further % len(_FURTHER)])

    def theme(self, theme: str) -> Format:
        """Give the format of a cell that names a theme."""
        if theme not in self._of_themes:
            fill = self.colour(theme)
            self._of_themes[theme] = self._format(**_BOX, align="center", bg_color=fill)
        return self._of_themes[theme]

    def bar(self, theme: str) -> dict[str, Any]:
        """Give the options of a bar in cells that hold a theme's share, 0 to 1."""
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        # a bar of one shade would be an extension, of which pandas and openpyxl warn on reading
        return {"type": "data_bar", "bar_color": self.colour(theme), **ends}

    def _format(self, **properties: Any) -> Format:
        return self._book.add_format({"text_wrap": True, "valign": "top", **properties})


def fit_height(texts: Iterable[tuple[str, float]]) -> float:
    """Give the height, in points, of a row whose texts are wrapped to widths in digits; a Chinese character takes two.

    Excel would find it by itself, LibreOffice and WPS do not always, and all open a large file faster if it is given.

    Examples
    --------
    >>> fit_height([("普法宣传" * 10, 42), ("普法", 42)])
    33.0
    """
    return min(_TALLEST, _LINE * max(_lines(text, width) for text, width in texts))


def _lines(text: str, width: float) -> int:
    # two digits less: no line begins with a punctuation mark, so some end early
    if "\n" in text:
        return sum(_lines(line, width) for line in text.split("\n"))
    return max(1, ceil(len(text.encode("gbk", "replace")) / (width - 2)))


def set_print(sheet: Worksheet) -> None:
    """Print on A4 paper across, as wide as the page."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
