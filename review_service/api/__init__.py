"""JSON under /api: one module a resource, OpenAPI 3.1, RFC 9457 problems, bearer tokens only."""
