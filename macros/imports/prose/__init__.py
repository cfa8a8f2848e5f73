"""The paragraphs around a document's tables."""
