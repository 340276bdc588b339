"""One module per group of commands. They speak to a terminal as web speaks HTTP."""
