"""How texts and their changes are laid out."""
