"""The coordinators' side: what happens to a proposal after it was sent in."""
