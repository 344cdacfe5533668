"""The verbs that change clusters: each makes a plan, and one engine carries it out."""
