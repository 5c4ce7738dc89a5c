"""Cases x engines x seeds -> append-only rows -> tables and plots."""
