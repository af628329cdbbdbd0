"""Pages of programs: the provider's, the districts' and the participants' own."""
