"""Real judges: upstream's own code, built from its modules at a pinned version.

`keyring` is the kubelet's choice of pull credentials, `apiserver` a real kube-apiserver with etcd,
`sealing` what opens SealedSecrets and SOPS files and renders External Secrets' templates.
Each is a Go module of its own (a folder here), so that the small one never waits for the large.
`build` makes the programs, the other modules put questions to them.
"""
