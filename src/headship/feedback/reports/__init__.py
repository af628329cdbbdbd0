"""What the pages of 360 feedback show: frozen values, tested without a browser."""
