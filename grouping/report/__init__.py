"""The report: one HTML page that shows how good teams are, and why everybody is where he is."""

from grouping.report.page import Page as Page
from grouping.report.page import page_of as page_of
from grouping.report.render import html_of as html_of
from grouping.report.render import write_report as write_report
