"""The manifests of an audit inside of a cluster, as YAML to be read before it is applied.

The role lists and does nothing else. What is printed is judged by a real API server in the tests.
"""

NAMESPACE = "ghcr-tui"
SCHEDULE = "17 5 * * *"
IMAGE = "ghcr.io/OWNER/ghcr-tui:0.1.0"
_RESOURCES = {
    "": ("secrets", "serviceaccounts", "pods", "namespaces"),
    "apps": ("deployments", "statefulsets", "daemonsets", "replicasets"),
    "batch": ("jobs", "cronjobs"),
}
_TEMPLATE = """\
# An audit of every pull secret, once a day, from inside of the cluster.
#
# 1. Build the image from the Containerfile, push it, and put its name below (IMAGE).
# 2. The names that tokens have in the metrics are made with a key; give it once:
#      openssl rand -hex 32 | kubectl create secret generic ghcr-tui-names \\
#        --namespace {namespace} --from-file=key=/dev/stdin
# 3. kubectl apply --filename this-file
#
# The metrics go into the folder that node_exporter's textfile collector reads (the volume
# `textfile`): start node_exporter with --collector.textfile.directory of the same path. The job
# runs as nobody, so that folder has to be writable for the group 65534. Without node_exporter,
# read the pod's log instead: take the volume away and leave out --output-file.
apiVersion: v1
kind: Namespace
metadata:
  name: {namespace}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ghcr-tui
  namespace: {namespace}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ghcr-tui
rules:
{rules}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ghcr-tui
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ghcr-tui
subjects:
  - kind: ServiceAccount
    name: ghcr-tui
    namespace: {namespace}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: ghcr-tui
  namespace: {namespace}
spec:
  schedule: "{schedule}"
  concurrencyPolicy: Forbid
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      backoffLimit: 1
      activeDeadlineSeconds: 1800
      template:
        spec:
          serviceAccountName: ghcr-tui
          restartPolicy: Never
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            runAsGroup: 65534
            seccompProfile:
              type: RuntimeDefault
          containers:
            - name: audit
              image: {image}
              args:
                - audit
                - --in-cluster
                - --all-namespaces
                - --names-key=/names/key
                - --fail-on=none
                - --output=prometheus
                - --output-file=/textfile/ghcr-tui.prom
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
              resources:
                requests: {{cpu: 100m, memory: 128Mi}}
                limits: {{memory: 512Mi}}
              volumeMounts:
                - {{name: names, mountPath: /names, readOnly: true}}
                - {{name: textfile, mountPath: /textfile}}
          volumes:
            - name: names
              secret:
                secretName: ghcr-tui-names
            - name: textfile
              hostPath:
                path: /var/lib/node_exporter/textfile
                type: DirectoryOrCreate
"""


def cronjob_manifests() -> str:
    """Return namespace, account, role, binding and CronJob as YAML documents."""
    rules = "".join(
        f'  - apiGroups: ["{group}"]\n    resources: [{", ".join(names)}]\n    verbs: [list]\n'
        for group, names in _RESOURCES.items()
    )
    return _TEMPLATE.format(namespace=NAMESPACE, schedule=SCHEDULE, image=IMAGE, rules=rules)
