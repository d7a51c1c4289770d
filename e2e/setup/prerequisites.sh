# What ./verify and ./demo need on the machine; sourced by both.
#
#   require_jdk25            sets JAVA_HOME, or ends with one sentence
#   require_go               puts a Go that can build Kubernetes on the PATH
#   require_commands N...    installs what is missing (root on Debian, or --install), or lists it

# Debian package and purpose of each command that may be asked for.
declare -A package=(
  [mvn]=maven [python3]=python3 [npm]=npm [node]=nodejs [chromium]=chromium [nginx]=nginx-light
  [wrk]=wrk [curl]=curl [git]=git [taskset]=util-linux [nft]=nftables [dpkg-query]=dpkg
  [docker]=docker.io [dockerd]=docker.io [mmdebstrap]=mmdebstrap [go]=golang-go
  [promtool]=prometheus [redis-server]=redis-server [redis-sentinel]=redis-sentinel
)
declare -A purpose=(
  [mvn]="builds everything" [python3]="plays the recordings of the Auth server" [npm]="installs the Next.js app"
  [node]="runs npm" [chromium]="the browser of the stories" [nginx]="the yardstick of the benchmark, and a cache in the tests"
  [wrk]="the load of the benchmark" [curl]="asks the running servers" [git]="tells the version"
  [taskset]="pins the benchmark to cores" [docker]="runs the Kubernetes node" [dockerd]="runs the Kubernetes node"
  [mmdebstrap]="makes the images of the cluster tests" [nft]="part of the image that redirects traffic"
  [dpkg-query]="names the packages that the images are made of" [go]="builds Kubernetes and Helm for the cluster tests"
  [promtool]="checks the alerts" [redis-server]="the shared store of the tests" [redis-sentinel]="its fail-over"
)

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

is_jdk25() { [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'; }

require_jdk25() {
  local default_home candidate
  default_home=$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /usr/lib/jvm/none/bin/java)")")")
  for candidate in "${JAVA_HOME:-/none}" "$default_home" "$(dirname "$default_home")"/* /usr/lib/jvm/*; do
    if is_jdk25 "$candidate"; then
      export JAVA_HOME=$candidate PATH=$candidate/bin:$PATH
      return
    fi
  done
  fail "JDK 25 was found neither in JAVA_HOME nor beside the default JDK: install one, for example Temurin 25 from https://adoptium.net, and set JAVA_HOME."
}

# Go 1.21 and later fetch the version that go.mod asks for by themselves.
go_release=1.26.8

# A Go that can build Kubernetes: one of 1.21 or later fetches the release that a module asks for by itself.
require_go() {
  local home=${XDG_CACHE_HOME:-$HOME/.cache}/sessionkeeper/go-$go_release
  is_recent_go && return
  if [ ! -x "$home/bin/go" ]; then
    require_commands go
    is_recent_go || fetch_go "$home"
  fi
  export PATH=$home/bin:$PATH
}

is_recent_go() {
  local minor
  minor=$(go env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
  [ "${minor:-0}" -ge 21 ]
}

# Any Go, however old, fetches a newer one as a module and checks it against the check sum database; only the modes of its programs get lost.
fetch_go() {
  local modules module
  echo "Fetching Go $go_release as a module: Debian's is too old to build Kubernetes"
  modules=$(mktemp -d)
  module=golang.org/toolchain@v0.0.1-go$go_release.linux-$(go env GOARCH)
  (cd / && GOFLAGS=-modcacherw GOMODCACHE=$modules go mod download "$module") ||
    fail "Go $go_release could not be fetched as a module: install 1.26 or later from https://go.dev/dl and put its bin folder first on the PATH."
  find "$modules/$module/bin" "$modules/$module/pkg/tool" -type f -exec chmod +x {} +
  mkdir -p "$(dirname "$1")"
  mv "$modules/$module" "$1"
  rm -rf "$modules"
}

may_install() { [ "${install:-}" = yes ] || { [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; }; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

require_commands() {
  local command missing=() packages=()
  for command in "$@"; do
    command -v "$command" >/dev/null || { missing+=("$command") && packages+=("${package[$command]}"); }
  done
  [ ${#missing[@]} = 0 ] && return
  if may_install; then
    echo "Installing from Debian: ${packages[*]}"
    install_packages "${packages[@]}"
    return
  fi
  echo "Missing on this machine:" >&2
  for command in "${missing[@]}"; do
    printf '  %-10s %s (Debian package %s)\n' "$command" "${purpose[$command]}" "${package[$command]}" >&2
  done
  fail "Install them with: apt-get install ${packages[*]}   (or run this again with --install)"
}

install_packages() {
  local log
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if as_root apt-get update >"$log" 2>&1 && as_root apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  tail -n 20 "$log" >&2
  fail "apt-get could not install: $* (the whole output is in $log)"
}
