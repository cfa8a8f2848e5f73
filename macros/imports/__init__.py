"""Files that people hand in, read into the plan's files. What cannot be read is told with its place, never left out."""
