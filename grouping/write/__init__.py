"""Writing results for people (.xlsx, .csv) and for programs (.json)."""

from grouping.write.csv import write_csv
from grouping.write.files import ENDINGS, check_target, write_result
from grouping.write.json import result_to_dict, write_json
from grouping.write.xlsx import write_xlsx

__all__ = [
    "ENDINGS",
    "check_target",
    "result_to_dict",
    "write_csv",
    "write_json",
    "write_result",
    "write_xlsx",
]
