"""Writing results for people (.xlsx, .pdf, .csv) and for programs (.json)."""

from grouping.write.csv import write_csv
from grouping.write.files import ENDINGS, check_target, write_result
from grouping.write.json import result_to_dict, write_json
from grouping.write.papers import DOCUMENTS
from grouping.write.pdf import write_pdf
from grouping.write.xlsx import write_xlsx
from grouping.write.zoom import write_zoom

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
