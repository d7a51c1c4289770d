# A Docker Engine to work with. Sourced; needs prerequisites.sh and cache.sh.

dockerd_pidfile=$cache/dockerd.pid
docker_users=

# Uses the engine that runs; as root, starts one where none does. Everybody who uses it holds a lock.
require_docker() {
  local starting
  exec {docker_users}>>"$cache/dockerd.users"
  flock --shared "$docker_users"
  exec {starting}>>"$cache/dockerd.starting"
  flock "$starting"
  docker info >/dev/null 2>&1 || start_docker {starting}>&-
  exec {starting}>&-
}

start_docker() {
  local pid deadline=$((SECONDS + 30))
  [ "$(id -u)" = 0 ] || fail "cluster: no Docker Engine answers: start it (systemctl start docker), and let $(id -un) use it."
  require_commands dockerd
  # Out of reach of the terminal's Ctrl-C: whoever it ends needs the engine to clean up.
  setsid dockerd --pidfile "$dockerd_pidfile" >"$cache/dockerd.log" 2>&1 </dev/null {docker_users}>&- &
  pid=$!
  until docker info >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || fail "cluster: dockerd ended at once: $(tail -n 1 "$cache/dockerd.log") ($cache/dockerd.log)"
    [ $SECONDS -lt $deadline ] || fail "cluster: dockerd did not answer within 30 s; see $cache/dockerd.log"
    sleep 0.2
  done
}

# The last of those who used an engine that one of them started ends it, unless containers run in it.
stop_docker() {
  local pid deadline=$((SECONDS + 20))
  [ -n "$docker_users" ] && [ -f "$dockerd_pidfile" ] && flock --nonblock "$docker_users" || return 0
  pid=$(<"$dockerd_pidfile")
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] && [ -z "$(docker ps --quiet 2>/dev/null)" ] || return 0
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.2; done
}

# image_is NAME SUM: whether the engine has the image in the state that the sum stands for.
image_is() {
  [ "$(docker image inspect --format '{{index .Config.Labels "dev.sessionkeeper.made-of"}}' "$1" 2>/dev/null)" = "$2" ]
}

# build_image NAME SUM FOLDER: an image from a folder with a Dockerfile, by the old builder: the new one is a package of
# its own on Debian, and nothing here needs it.
build_image() {
  local log
  log=$(DOCKER_BUILDKIT=0 docker build --quiet --tag "$1" --label "dev.sessionkeeper.made-of=$2" "$3" 2>&1) ||
    fail "cluster: docker could not build $1: $log"
}

# debian IMAGE PACKAGE...: an image of Debian 12 with some packages, kept as a tar in the cache as well.
debian() {
  local image=$1 sum tar
  shift
  sum=$(printf '%s\n' "$(declare -f install_debian)" "$@" | sha256sum | cut -c1-16)
  image_is "$image" "$sum" && return
  require_commands mmdebstrap
  tar=$cache/debian/$sum.tar
  cached "$tar" install_debian "$(IFS=,; echo "$*")"
  docker import --change "LABEL dev.sessionkeeper.made-of=$sum" --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    "$tar" "$image" >/dev/null
}

install_debian() {
  mmdebstrap --quiet --variant=essential --include="$1" --format=tar \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/bin/promtool' bookworm "$2" ||
    fail "cluster: mmdebstrap could not install Debian packages: $1"
}
