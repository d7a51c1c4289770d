# What a run has shown on this machine, and the next one need not show again while nothing has changed: what follows from the
# sources alone. Real browsers, servers and clusters are asked each time. Sourced; needs cache.sh, and `again` from the command line.

shown_days=14

# One sum over every file of the checkout that git does not ignore, as git itself sees it, and over the programs that unit tests run.
everything() {
  local index tree
  [ -e .git ] || fail "verify: this is no clone: git tells what the sources are, and which version they make."
  index=$(mktemp -u) || return
  tree=$(export GIT_INDEX_FILE=$index && git -c core.excludesFile=/dev/null add --all && git write-tree) || return
  rm -f "$index"
  {
    echo "$tree"
    cat "$JAVA_HOME/release"
    python3 --version && npm --version && nginx -v && redis-server --version && promtool --version
  } 2>&1 | sha256sum | cut -c1-16
}

# is_shown WHAT SUM: whether it was, some days ago at most; says so if it was.
is_shown() {
  local mark=$cache/shown/$1-$2
  [ -z "$again" ] && [ -n "$(find "$mark" -mtime "-$shown_days" 2>/dev/null)" ] || return
  echo "not again: $(cat "$mark"), shown with these sources on $(date -r "$mark" '+%F at %R') (./verify --again shows it anew)"
}

# remember WHAT SUM WORDS: it was shown.
remember() {
  mkdir -p "$cache/shown"
  echo "$3" >"$cache/shown/$1-$2"
}
