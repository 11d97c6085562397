"""Other people's formats, in and out, one module each. Imports no Qt."""
