"""A synthetic district to look at and try: invented people on real streets, standing still on one day. Nothing here is needed to run an office."""
