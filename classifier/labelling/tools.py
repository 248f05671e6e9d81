"""Items in the layouts of labelling tools: doccano's JSON lines, Label Studio's tasks and its labelling interface.

Takes items, gives values for JSON, or XML. Not for reading them back (labelled_formats, reading).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from classifier.labelling.codebook import Entry
from classifier.labelling.items import Item
from classifier.labelling.layout import to_record

# doccano and Label Studio give ids and labels of their own, which ours must not be mistaken for
_OWN = ("theme", "also", "text", "id", "note")


def to_doccano(item: Item) -> dict[str, Any]:
    """Give an item as a line that doccano imports for text classification: ``text``, ``label``, the rest as metadata.

    Examples
    --------
    >>> to_doccano(Item("开展普法。", id="a-1", theme="普法宣传"))
    {'text': '开展普法。', 'label': ['普法宣传'], 'row_id': 'a-1'}
    """
    return {"text": item.text, "label": _labels(item), "row_id": item.id, **_noted(item), **_rest(item)}


def to_task(item: Item) -> dict[str, Any]:
    """Give an item as a task that Label Studio imports: data, the model's answer as a prediction, a label if it has one.

    The names of the questions are those of `labelling_interface`.
    """
    data = {"text": item.text, "row_id": item.id, **_rest(item)}
    task: dict[str, Any] = {"data": data, "annotations": [], "predictions": []}
    if item.guess:
        prediction: dict[str, Any] = {"model_version": "classifier", "result": [_choice("theme", [item.guess])]}
        if item.score is not None:
            prediction["score"] = item.score
        task["predictions"] = [prediction]
    result = [_choice("theme", [item.theme])] if item.theme else []
    result += [_choice("also", list(item.also))] if item.theme and item.also else []
    if item.theme and item.note:
        result += [{"from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": [item.note]}}]
    elif item.note:
        data["note"] = item.note
    if not item.theme and item.also:
        data["also"] = list(item.also)
    task["annotations"] = [{"result": result}] if result else []
    return task


def labelling_interface(entries: Sequence[Entry]) -> str:
    """Give the labelling interface to paste into Label Studio (Settings, Labeling Interface, Code)."""
    themes = [
        f"    <Choice value={quoteattr(entry.theme)}" + (f" hint={quoteattr(entry.meaning)}" if entry.meaning else "")
        for entry in entries
    ]
    choices = "\n".join(f"{theme}/>" for theme in themes)
    return f"""<View>
  <Header value="$heading" size="5"/>
  <Text name="text" value="$text"/>
  <Header value="主题" size="5"/>
  <Choices name="theme" toName="text" choice="single-radio" required="true">
{choices}
  </Choices>
  <Header value="另属" size="5"/>
  <Choices name="also" toName="text" choice="multiple">
{choices}
  </Choices>
  <TextArea name="note" toName="text" placeholder="备注"/>
</View>
"""


def _labels(item: Item) -> list[str]:
    return [item.theme, *item.also] if item.theme else []


def _noted(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {"note": item.note} if item.note else {}
    # without a theme they would be taken for it
    return {**told, "also": list(item.also)} if item.also and not item.theme else told


def _rest(item: Item) -> dict[str, Any]:
    return {name: value for name, value in to_record(item).items() if name not in _OWN}


def _choice(question: str, themes: list[str]) -> dict[str, Any]:
    return {"from_name": question, "to_name": "text", "type": "choices", "value": {"choices": themes}}
