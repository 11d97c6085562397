"""The commands of the command line, a module for each subject; `cli` loads one when it runs."""
