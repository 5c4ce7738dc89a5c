#!/usr/bin/env bash
# python-calamine tells the merged ranges of a sheet of .xlsx; for a sheet of .ods it answers None, and the
# covered cells are blank texts, so that a merged cell cannot be told from blank cells below a value.
#
# Versions: python-calamine 0.9.1, openpyxl 3.1.5, odfpy 1.4.1.
# One would guess an empty list for "no merged cells" and the ranges for both containers, since the
# method has one name for all.
# What follows: a column that is merged over the people of an office has one value and many blanks.
#
# Output seen:
#   xlsx: [((0, 0), (2, 0))]
#   ods:  None [['Office A', 'Ani'], ['', 'Budi'], ['', 'Citra']]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-calamine==0.9.1 openpyxl==3.1.5 odfpy==1.4.1
cd "$folder"
cat > try.py <<'PY'
import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active["A1"] = "Office A"
book.active.merge_cells("A1:A3")
book.save("merged.xlsx")
book = OpenDocumentSpreadsheet()
table = Table(name="Sheet")
for r in range(3):
    row = TableRow()
    if r == 0:
        cell = TableCell(valuetype="string", numberrowsspanned=3, numbercolumnsspanned=1)
        cell.addElement(P(text="Office A"))
    else:
        cell = CoveredTableCell()
    row.addElement(cell)
    name = TableCell(valuetype="string")
    name.addElement(P(text=("Ani", "Budi", "Citra")[r]))
    row.addElement(name)
    table.addElement(row)
book.spreadsheet.addElement(table)
book.save("merged.ods")
xlsx = CalamineWorkbook.from_path("merged.xlsx").get_sheet_by_index(0)
ods = CalamineWorkbook.from_path("merged.ods").get_sheet_by_index(0)
print("xlsx:", xlsx.merged_cell_ranges)
print("ods: ", ods.merged_cell_ranges, ods.to_python())
assert xlsx.merged_cell_ranges == [((0, 0), (2, 0))]
assert ods.merged_cell_ranges is None
assert ods.to_python() == [["Office A", "Ani"], ["", "Budi"], ["", "Citra"]]
PY
"$folder/venv/bin/python" try.py
