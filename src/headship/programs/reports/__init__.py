"""What the pages of programs show: frozen values, tested without a browser."""
