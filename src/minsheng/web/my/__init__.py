"""The pages of a signed-in resident: my applications, my payments, what I may still claim, whom to ask."""
