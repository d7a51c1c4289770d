# Things that take minutes to make and depend on few files: kept outside the checkout, by the check sum of what
# they are made of. Sourced; needs prerequisites.sh.

cache=${XDG_CACHE_HOME:-$HOME/.cache}/sessionkeeper
mkdir -p "$cache"

# checksum FILE...: one short sum over contents of files and folders, and names in the folders: the same in every checkout.
checksum() {
  local path
  for path in "$@"; do
    (cd "$(dirname "$path")" && find "$(basename "$path")" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
  done | sha256sum | cut -c1-16
}

# cached PATH COMMAND...: makes PATH by running the command with a temporary path, unless it exists. One at a time,
# and an interrupted run leaves nothing that looks finished.
cached() {
  local path=$1 unfinished=$1.unfinished began=$SECONDS lock
  shift
  if [ -e "$path" ]; then
    touch "$path"
    return
  fi
  mkdir -p "$(dirname "$path")"
  exec {lock}>"$path.lock"
  flock "$lock"
  if [ ! -e "$path" ]; then
    rm -rf "$unfinished"
    "$@" "$unfinished" >&2
    mv "$unfinished" "$path"
    echo "made ${path#"$cache/"} in $((SECONDS - began)) s" >&2
  fi
  exec {lock}>&-
  rm -f "$path.lock"
}

# What no checkout has asked for within two weeks.
forget_unused() {
  find "$cache" -mindepth 2 -maxdepth 2 -mtime +14 -exec rm -rf {} +
}
