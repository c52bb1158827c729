"""The conditions of the policy, each with its source."""
