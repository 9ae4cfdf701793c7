"""What specloom costs, and what others cost on the same machine: `make bench`."""
