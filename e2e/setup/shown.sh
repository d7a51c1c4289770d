# What a run has shown on this machine, and the next one need not show again while nothing has changed: what follows from the
# sources alone. Real browsers, servers and clusters are asked each time. Sourced; needs cache.sh, and `again` from the command line.

# One sum over every file of the checkout that git does not ignore, and over the programs that unit tests run.
everything() {
  {
    git ls-files -z --cached --others --exclude-standard | LC_ALL=C sort -z | xargs -0 sha256sum || true
    javac -version && python3 --version && nginx -v && redis-server --version && promtool --version
  } 2>&1 | sha256sum | cut -c1-16
}

# is_shown WHAT SUM: whether it was, within two weeks; says so if it was.
is_shown() {
  local mark=$cache/shown/$1-$2
  [ -z "$again" ] && [ -e "$mark" ] || return
  echo "not again: $(cat "$mark"), shown with these sources on $(date -r "$mark" '+%F at %R') (./verify --again shows it anew)"
}

# remember WHAT SUM WORDS: it was shown.
remember() {
  mkdir -p "$cache/shown"
  echo "$3" >"$cache/shown/$1-$2"
}
