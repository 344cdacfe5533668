"""Cluster: every pull secret of a cluster, live, and the pods that do not pull."""
