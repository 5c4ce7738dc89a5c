"""The page: the whole job by hand and eye, in a browser on this machine."""
