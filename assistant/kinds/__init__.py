"""One file for each kind of answer the embedded reader composes; extractive.py chooses among them."""
