{{/* Names are cut at 40 characters, so that what is appended stays within the 63 of a label. */}}
{{- define "sessionkeeper.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{- define "sessionkeeper.fullname" -}}
{{- $name := include "sessionkeeper.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "sessionkeeper.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end }}

{{/* Cluster-wide names carry the namespace, as two releases of one name may live in two namespaces. */}}
{{- define "sessionkeeper.clusterName" -}}
{{- $name := include "sessionkeeper.fullname" . -}}
{{- $namespace := include "sessionkeeper.namespace" . -}}
{{- if eq $name $namespace }}{{ $name }}{{ else }}{{ printf "%s-%s" $name $namespace | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- define "sessionkeeper.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sessionkeeper.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end }}

{{- define "sessionkeeper.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "sessionkeeper.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: sessionkeeper
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* metadata of an object of the namespace: dict "root" $ "name" NAME */}}
{{- define "sessionkeeper.metadata" -}}
name: {{ .name }}
namespace: {{ include "sessionkeeper.namespace" .root }}
labels:
  {{- include "sessionkeeper.labels" .root | nindent 2 }}
{{- end }}

{{/* An image: dict "root" $ "image" .Values.image.NAME */}}
{{- define "sessionkeeper.image" -}}
{{- $registry := default (dig "imageRegistry" "" (default dict .root.Values.global)) .root.Values.image.registry -}}
{{- if $registry }}{{ $registry }}/{{ end }}{{ .image.repository -}}
{{- if .image.digest }}@{{ .image.digest }}{{ else }}:{{ default .root.Chart.AppVersion .image.tag }}{{ end -}}
{{- end }}

{{- define "sessionkeeper.serviceAccountName" -}}
{{- if .Values.operator.serviceAccount.create -}}
{{- default (include "sessionkeeper.fullname" .) .Values.operator.serviceAccount.name -}}
{{- else -}}
{{- required "operator.serviceAccount.name: name an existing service account, or set operator.serviceAccount.create to true" .Values.operator.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{/* The Secret of the serving certificate. */}}
{{- define "sessionkeeper.certificateSecret" -}}
{{- if eq .Values.webhook.certificates.mode "Secret" -}}
{{- required "webhook.certificates.secretName: name the Secret that holds tls.crt, tls.key and ca.crt, or use another webhook.certificates.mode" .Values.webhook.certificates.secretName -}}
{{- else -}}
{{- include "sessionkeeper.fullname" . }}-webhook
{{- end -}}
{{- end }}

{{/* How many webhook objects there are. One object would outgrow what etcd takes at some thousand policies. */}}
{{- define "sessionkeeper.webhookObjects" -}}8{{- end }}

{{- define "sessionkeeper.webhookNames" -}}
{{- $name := include "sessionkeeper.clusterName" . -}}
{{- range until (int (include "sessionkeeper.webhookObjects" .)) }}
- {{ $name }}-{{ . }}
{{- end }}
{{- end }}

{{/* The operator's command line. */}}
{{- define "sessionkeeper.operatorArguments" -}}
- --webhook-port={{ .Values.webhook.port }}
- --webhook-service={{ include "sessionkeeper.fullname" . }}
- --webhook-objects={{ include "sessionkeeper.clusterName" . }}
- --certificates={{ if eq .Values.webhook.certificates.mode "Self" }}own{{ else }}external{{ end }}
- --certificate-secret={{ include "sessionkeeper.certificateSecret" . }}
- --lease={{ include "sessionkeeper.fullname" . }}
- --log-level={{ .Values.operator.logLevel }}
- --sidecar-image={{ include "sessionkeeper.image" (dict "root" . "image" .Values.image.sidecar) }}
- --redirect-image={{ include "sessionkeeper.image" (dict "root" . "image" .Values.image.redirect) }}
- --image-pull-policy={{ .Values.image.pullPolicy }}
{{- with .Values.operator.watchNamespaces }}
- --watch-namespaces={{ join "," . }}
{{- end }}
{{- end }}

{{/* What the operator does in the namespaces that it watches. Secrets are not among it. */}}
{{- define "sessionkeeper.watchRules" -}}
- apiGroups: [sessionkeeper.dev]
  resources: [sessionpolicies]
  verbs: [get, list, watch]
- apiGroups: [sessionkeeper.dev]
  resources: [sessionpolicies/status]
  verbs: [patch]
# One ConfigMap for each policy, by server-side apply. Deleted with the policy, which owns it.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [list, watch, create, patch]
# Which pods a policy selects and what they run; an annotation makes the kubelet project a changed ConfigMap at once.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch, patch]
# Ways to an application that go around its sidecar.
- apiGroups: [""]
  resources: [services]
  verbs: [list, watch]
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [list, watch]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [list, watch]
# Who owns a pod, and an annotation of the pod template for `rollout.strategy: Automatic`.
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [get]
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets]
  verbs: [patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end }}
