"""Lower bounds on costs by arithmetic, without any search."""
