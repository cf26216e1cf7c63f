"""HTML in German: one module a concept; a page fetches, decides, redirects or renders."""
