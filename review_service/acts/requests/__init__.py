"""What a request may hold: the bodies of the API's calls, filled by forms too."""
