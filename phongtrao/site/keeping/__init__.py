"""Keeping what was entrusted: a copy made while serving, brought back into an empty home, and both checked.

A backup is a folder: `database.sqlite3`, or `tables/*.csv.gz` from PostgreSQL; `files/ab/…` by digest; and
`manifest.json`, written last. A folder without a manifest is no backup."""
