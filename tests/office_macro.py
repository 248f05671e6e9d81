"""A macro for LibreOffice that does with a label workbook what people do: choose, type, sort, insert, delete, save."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Labels"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Labels" script:language="StarBasic"
 script:moduleType="normal">{}</script:module>
"""
_BASIC = """
Dim document As Object

Sub TypeInto(place As String, typed As String)
  Dim go(0) As New com.sun.star.beans.PropertyValue
  Dim enter(0) As New com.sun.star.beans.PropertyValue
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  go(0).Name = "ToPoint"
  go(0).Value = place
  enter(0).Name = "StringName"
  enter(0).Value = typed
  helper.executeDispatch(document.CurrentController.Frame, ".uno:GoToCell", "", 0, go())
  helper.executeDispatch(document.CurrentController.Frame, ".uno:EnterString", "", 0, enter())
End Sub

Sub Work(source As String, target As String, told As String)
  Dim none()
  On Error Goto Failed
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, none())
  sheet = document.Sheets.getByIndex(0)
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  last = cursor.RangeAddress.EndRow
  message = "protected=" & sheet.isProtected()
  TypeInto("A2", "普法宣传")
  TypeInto("A4", "其他")
  TypeInto("A1", "改了")
  chosen = sheet.getCellByPosition(0, 1).Validation
  guarded = sheet.getCellByPosition(12, 1).Validation
  message = message & " list=" & (chosen.Type = com.sun.star.sheet.ValidationType.LIST) & " shown=" & chosen.ShowList
  message = message & " stop=" & (chosen.ErrorAlertStyle = com.sun.star.sheet.ValidationAlertStyle.STOP)
  message = message & " guard=" & (guarded.Type = com.sun.star.sheet.ValidationType.CUSTOM) & guarded.Formula1
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = 2
  fields(0).IsAscending = False
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = fields()
  how(1).Name = "ContainsHeader"
  how(1).Value = True
  first = sheet.getCellByPosition(12, 1).getString()
  sheet.getCellRangeByPosition(0, 0, 15, last).sort(how())
  message = message & " sorted=" & (first <> sheet.getCellByPosition(12, 1).getString())
  sheet.Rows.insertByIndex(3, 2)
  cursor.gotoEndOfUsedArea(False)
  message = message & " inserted=" & (cursor.RangeAddress.EndRow - last)
  sheet.Rows.removeByIndex(3, 1)
  cursor.gotoEndOfUsedArea(False)
  message = message & " left=" & (cursor.RangeAddress.EndRow - last)
  Dim save(0) As New com.sun.star.beans.PropertyValue
  save(0).Name = "FilterName"
  save(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL(target, save())
Failed:
  If Err <> 0 Then message = message & " failed in line " & Erl & ": " & Error$
  document.close(True)
  file = FreeFile
  Open told For Output As #file
  Print #file, message
  Close #file
End Sub
"""


def install_macro(profile: Path) -> None:
    """Put the macro into a user's profile; it is run as ``macro:///Standard.Labels.Work(source,target,told)``."""
    folder = profile / "user" / "basic" / "Standard"
    folder.mkdir(parents=True)
    (folder / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (folder / "Labels.xba").write_text(_MODULE.format(escape(_BASIC)), encoding="utf-8")
