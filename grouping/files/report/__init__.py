"""The report: one HTML page that shows how good teams are, and why everybody is where he is."""

from grouping.files.report.page import Page as Page
from grouping.files.report.page import page_of as page_of
from grouping.files.report.render import html_of as html_of
from grouping.files.report.render import write_report as write_report
