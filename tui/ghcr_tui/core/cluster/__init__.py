"""What a cluster's objects come to: its pull secrets, who uses them, and why a pod does not pull.

Objects come in as plain values, page by page; nothing here talks to a cluster.
"""
