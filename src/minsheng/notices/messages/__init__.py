"""Text messages: queued, handed over by a provider or as a list, answered. The actions stand in actions.py, handing.py and answers.py."""
