#!/usr/bin/env bash
# Durations are timedeltas when python-calamine reads them from .xlsx.  Read from .ods, one column of
# durations has two types: below 24 hours they are times of day, from 24 hours on they are texts, the
# ISO 8601 form of the file ('PT30H15M00S').
#
# Versions: python-calamine 0.9.1, XlsxWriter 3.2.9, odfpy 1.4.1.
# One would guess that one reader gives one type for one kind of cell, whatever the container.
# What follows: a column of hours of work from LibreOffice reads as categories, not as numbers.
#
# Output seen:
#   xlsx: [[datetime.timedelta(days=1, seconds=22500)], [datetime.timedelta(seconds=28800)]]
#   ods:  [['PT30H15M00S'], [datetime.time(8, 0)]]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-calamine==0.9.1 XlsxWriter==3.2.9 odfpy==1.4.1
cd "$folder"
cat > try.py <<'PY'
import datetime as dt

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

LONG, SHORT = dt.timedelta(hours=30, minutes=15), dt.timedelta(hours=8)
with xlsxwriter.Workbook("hours.xlsx") as book:
    sheet = book.add_worksheet()
    style = book.add_format({"num_format": "[h]:mm:ss"})
    sheet.write_datetime(0, 0, LONG, style)
    sheet.write_datetime(1, 0, SHORT, style)
book = OpenDocumentSpreadsheet()
table = Table(name="hours")
for value, text in (("PT30H15M00S", "30:15:00"), ("PT08H00M00S", "08:00:00")):
    cell = TableCell(valuetype="time", timevalue=value)
    cell.addElement(P(text=text))
    row = TableRow()
    row.addElement(cell)
    table.addElement(row)
book.spreadsheet.addElement(table)
book.save("hours.ods")
read = {
    name: CalamineWorkbook.from_path(f"hours.{name}").get_sheet_by_index(0).to_python()
    for name in ("xlsx", "ods")
}
print("xlsx:", read["xlsx"])
print("ods: ", read["ods"])
assert read["xlsx"] == [[LONG], [SHORT]]
assert read["ods"] == [["PT30H15M00S"], [dt.time(8, 0)]]
PY
"$folder/venv/bin/python" try.py
