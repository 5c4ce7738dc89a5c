"""Writing results for people (.xlsx, .pdf, .csv) and for programs (.json)."""

from grouping.files.write.list_csv import write_csv
from grouping.files.write.print_content import DOCUMENTS
from grouping.files.write.print_pdf import write_pdf
from grouping.files.write.result_json import result_to_dict, write_json
from grouping.files.write.workbook import write_xlsx
from grouping.files.write.write_by_ending import ENDINGS, check_target, write_result
from grouping.files.write.zoom_rooms import write_zoom

__all__ = [
    "DOCUMENTS",
    "ENDINGS",
    "check_target",
    "result_to_dict",
    "write_csv",
    "write_json",
    "write_pdf",
    "write_result",
    "write_xlsx",
    "write_zoom",
]
