"""A draft's text: to read with remarks, by lines, with origins, against another revision."""
