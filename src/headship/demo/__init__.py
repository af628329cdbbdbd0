"""A believable district, built through the product's own actions."""
