"""StoreError: what the collection and its indexes cannot do."""


class StoreError(Exception):
    """The collection cannot be opened, read or written. The message names the thing and the cure."""


class LetterError(StoreError):
    """One letter cannot be kept, whatever the state of the collection."""
