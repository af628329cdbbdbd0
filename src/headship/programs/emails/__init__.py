"""The words of the messages that programs send."""
