"""What the rooms of the editors' desk share.

guard     who may come in
conflict  two editors changed the same part
"""
