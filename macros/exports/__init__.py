"""A view to text or bytes: one module a format. Pages, commands and imports rely on it; nothing is derived here."""
