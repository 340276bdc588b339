"""The next edition while it is being written.

A draft may be unfinished: a question without options, a text still empty. It is an
``Edition`` all the same, built without being checked.

parts        a document as a flat map of parts, and back
shape        what even an unfinished part must keep to
fields       a part as a flat map of fields, and back
merging      two changes of one part, field by field
differences  two documents, part by part and in words
review       all that stands against publishing, by part and field
"""
