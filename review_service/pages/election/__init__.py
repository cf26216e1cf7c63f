"""An election, from the call to the record, with its printed forms."""
