"""Writing results for people (.xlsx, .pdf, .csv) and for programs (.json)."""
