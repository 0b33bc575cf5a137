"""ReaderError: what a language model could not do. It never reaches a person as an error."""


class ReaderError(Exception):
    """A model could not answer; the embedded answer is given instead. The message says why, in one line."""
