"""Parts of an edition as tables, for people who write in a spreadsheet.

A table here is a grid of texts; which file they come from is not its business.

guarding   cells that a spreadsheet would run, made harmless and back
tables     a grid with a heading: its columns by name, its faults by row and column
csvtext    a grid in and out of CSV
cells      numbers, yes and no, keys: what single cells hold
columns    the columns of questions, and what they mean
questions  a question as a row
bringing   rows as changes of questions
pay        published pay ranges, both ways
wages      wage statistics of an area, for the roles that name an occupation
"""
