"""The draft: what a person types into the composer, judged, and made into a Secret."""
