"""Who may come in, and what is kept of what they do. It knows no web framework and nothing of letters."""
