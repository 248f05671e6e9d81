"""Chinese in the charts of matplotlib and Altair, and the pictures that a notebook keeps.

Takes what fonts this machine has. Not for what charts show (charts).
"""

from __future__ import annotations

import contextlib
import warnings
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from classifier.errors import ClassifierError
from classifier.writers.colours import DARK

if TYPE_CHECKING:
    from altair.theme import ThemeConfig

# those made for simplified Chinese first; the families for Japan and Korea have the characters too, in forms of their own
FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti SC", "STHeiti", "DengXian",
    "Noto Serif CJK SC", "SimSun", "Songti SC", "Arial Unicode MS", "Noto Sans CJK JP", "Heiti TC",
)  # fmt: skip
_SAMPLE = "法治政府建设年度报告纠纷"
_ADVICE = (
    "no Chinese font was found, so charts will show empty boxes for Chinese characters; install one and start Python "
    "again. Debian and Ubuntu: apt install fonts-noto-cjk. Fedora: dnf install google-noto-sans-cjk-fonts. "
    "macOS: brew install --cask font-noto-sans-cjk-sc. "
    "Windows: Settings, Optional features, 'Chinese (Simplified) Supplemental Fonts'"
)
_NAME = "classifier"
_PIXELS = 144  # per inch: twice what a screen shows, so that pictures stay sharp on fine ones
_COLOURS = 256  # of a picture; a third of the bytes, and no eye tells


def use_chinese_font() -> str | None:
    """Let matplotlib and Altair show Chinese; Altair's charts stay in a notebook as small pictures.

    A picture is seen wherever the notebook is: in a browser, in Jupyter before the notebook is trusted, offline, and where
    there is no Chinese font. For charts that answer to the mouse: ``altair.renderers.enable("default")``.

    Returns
    -------
    str or None
        The font. None if there is none: then a warning has said what to install, once in this process.

    Raises
    ------
    ClassifierError
        If the libraries for charts are not installed.
    """
    try:
        import altair
        import matplotlib
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise ClassifierError(
            f"charts need {error.name}; install it with: pip install 'fazhi-classifier[notebooks]'"
        ) from error
    font = _find_font()
    if font is None:
        # the warning has told it; matplotlib would say so again for every character
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
    else:
        families = [name for name in matplotlib.rcParams["font.sans-serif"] if name != font]
        matplotlib.rcParams["font.family"] = ["sans-serif"]
        matplotlib.rcParams["font.sans-serif"] = [font, *families]
    matplotlib.rcParams["axes.unicode_minus"] = False
    altair.theme.register(_NAME, enable=True)(lambda: _theme(font))
    altair.renderers.register(_NAME, _draw)
    altair.renderers.enable(_NAME)
    return font


@lru_cache(maxsize=1)
def _find_font() -> str | None:
    """Give the name of a font of this machine that has Chinese characters; warn if there is none."""
    from matplotlib import font_manager

    known = font_manager.fontManager
    # matplotlib remembers what fonts there were when it first ran
    files = {entry.fname for entry in known.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - files):
        _add_font(known, path)
    order = {name: place for place, name in enumerate(FONTS)}
    for entry in sorted(known.ttflist, key=lambda e: (order.get(e.name, len(FONTS)), e.name, e.weight != 400)):
        if _has_chinese(entry.fname):
            return str(entry.name)
    warnings.warn(_ADVICE, stacklevel=3)
    return None


def _add_font(known: Any, path: str) -> None:
    # fonts come from anywhere, and matplotlib itself passes over what it cannot read
    with contextlib.suppress(Exception):
        known.addfont(path)


@lru_cache(maxsize=4096)
def _has_chinese(path: str) -> bool:
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(path)
    except (OSError, RuntimeError):
        return False
    # 0 is the empty box; a font of last resort has one sign for all characters of a script
    return len({font.get_char_index(ord(character)) for character in _SAMPLE} - {0}) == len(_SAMPLE)


def _theme(font: str | None) -> ThemeConfig:
    """Give the look of Altair's charts."""
    stack = ", ".join(dict.fromkeys([*([font] if font else []), *FONTS, "sans-serif"]))
    labels = {
        "labelFont": stack,
        "titleFont": stack,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    look = {
        "config": {
            "background": "white",
            "font": stack,
            "axis": {
                **labels,
                "gridColor": "#E6E6E6",
                "domainColor": "#888888",
                "tickColor": "#888888",
                "labelLimit": 240,
            },
            "header": labels,
            "legend": {**labels, "symbolType": "square"},
            "title": {"font": stack, "fontSize": 14, "anchor": "start", "color": DARK, "subtitleFont": stack},
            "text": {"font": stack, "fontSize": 12},
            "view": {"stroke": None},
        }
    }
    return cast("ThemeConfig", look)


def _draw(spec: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a chart as a picture and the size that it is shown in; the renderer of Altair."""
    import altair
    import vl_convert
    from PIL import Image

    version = "_".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    picture = Image.open(BytesIO(vl_convert.vegalite_to_png(spec, vl_version=version, ppi=_PIXELS)))
    width, height = (round(side * 72 / _PIXELS) for side in picture.size)
    small = BytesIO()
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return {"image/png": small.getvalue()}, {"image/png": {"width": width, "height": height}}
