"""The operator's face: the `tenir` command."""
