"""Classes: who is in which class of a scheme, and why. The schemes themselves are data (``model/scheme.py``)."""
