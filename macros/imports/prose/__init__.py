"""The paragraphs around a document's tables: what they say of the document as a whole."""
