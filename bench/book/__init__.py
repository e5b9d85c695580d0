"""The rule set of the benchmark: 24 rules about persons and households, with real figures and simplified law. Only for measuring."""
