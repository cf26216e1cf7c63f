"""`python -m review_service.cli` does what `review-service` does."""

from review_service.cli import main

main()
