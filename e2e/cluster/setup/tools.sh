# Kubernetes, CoreDNS, Helm and pause as Go programs, at the versions of tools/*/go.mod. Sourced; needs prerequisites.sh and cache.sh.

tools=$(cd "$(dirname "${BASH_SOURCE[0]}")/../tools" && pwd)
kubernetes_version=$(sed -n 's/^\tk8s.io\/kubernetes v\([0-9.]*\).*/\1/p' "$tools/kubernetes/go.mod")

# go_tools NAME PACKAGE: builds the package ("tool": all tools of the module; ".": the module itself) and prints the folder of the programs.
go_tools() {
  local module=$1 package=$2 folder
  folder=$cache/tools/$module-$(basename "$package" | tr . _)-$(checksum "$tools/$module" "$tools/../setup/tools.sh")
  cached "$folder" build_go_tools "$module" "$package" || return
  echo "$folder"
}

build_go_tools() {
  local stamp=k8s.io/component-base/version major=${kubernetes_version%%.*} minor
  minor=${kubernetes_version#*.} minor=${minor%%.*}
  require_go
  mkdir -p "$3"
  (cd "$tools/$1" && CGO_ENABLED=0 GOFLAGS=-mod=readonly nice -n 15 go build -trimpath -o "$3/" \
    -ldflags "-s -w -X $stamp.gitVersion=v$kubernetes_version -X $stamp.gitMajor=$major -X $stamp.gitMinor=$minor -X $stamp.gitTreeState=clean" "$2") ||
    fail "cluster: Go could not build the tools of e2e/cluster/tools/$1"
}
