# A node for people and scripts: started, filled with images, removed. Sourced; needs prerequisites.sh, cache.sh, docker.sh.
# The tests start theirs with Testcontainers, in the same way.

# Capabilities by number, as far as every Docker Engine knows them.
known_capabilities=(CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE
  NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT
  SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG
  WAKE_ALARM BLOCK_SUSPEND AUDIT_READ)

# privileges: the options that give the node everything that may be given. Where root itself lacks a capability,
# --privileged is refused, and the rest is given one by one.
privileges() {
  local bounding number
  bounding=$((16#$(awk '/^CapBnd:/ { print $2 }' /proc/self/status)))
  if [ $((bounding >> 24 & 1)) = 1 ]; then
    echo --privileged
    return
  fi
  printf '%s\n' --security-opt=seccomp=unconfined --security-opt=apparmor=unconfined '--device-cgroup-rule=a *:* rwm'
  for number in "${!known_capabilities[@]}"; do
    [ $((bounding >> number & 1)) = 0 ] || echo "--cap-add=${known_capabilities[number]}"
  done
}

# start_node NAME IMAGE KUBECONFIG [OPTION...]: returns when it is ready and the kubeconfig is written; options as for docker run
start_node() {
  local name=$1 image=$2 kubeconfig=$3 options deadline=$((SECONDS + 120)) port
  mapfile -t options < <(privileges)
  options+=("${@:4}")
  docker run --detach --name "$name" --cgroupns=host --publish 127.0.0.1::6443 --volume /sys/fs/cgroup:/sys/fs/cgroup:rw \
    --tmpfs /run --tmpfs /var/run "${options[@]}" "$image" server --disable=traefik --tls-san=127.0.0.1 >/dev/null
  until docker logs "$name" 2>&1 | grep -q 'Node controller sync successful'; do
    [ "$(docker inspect --format '{{.State.Running}}' "$name")" = true ] || fail "cluster: the node ended: $(docker logs "$name" 2>&1 | tail -n 25)"
    [ $SECONDS -lt $deadline ] || fail "cluster: the node was not ready within 2 minutes: $(docker logs "$name" 2>&1 | tail -n 25)"
    sleep 0.2
  done
  port=$(docker port "$name" 6443/tcp | head -n 1)
  (umask 077 && docker exec "$name" cat /etc/rancher/k3s/k3s.yaml | sed "s/127\.0\.0\.1:6443/127.0.0.1:${port##*:}/" >"$kubeconfig")
}

# load_images NAME TAR...: makes the images of the tars known to the node
load_images() {
  local name=$1 tar
  shift
  for tar in "$@"; do
    docker exec -i "$name" ctr -n k8s.io images import - <"$tar" >/dev/null
  done
}

remove_node() { docker rm --force --volumes "$1" >/dev/null 2>&1; }
