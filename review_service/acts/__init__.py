"""What people do, for pages and API: check the seat, read the request, let the draft decide."""
