# The layers of ./verify: each a command that shows that it lives, whose output is kept and whose verdict is printed at the end.
# Sourced; needs prerequisites.sh, and `only` from the command line.
#
#   begin_layers                    a signal ends this script; its trap at EXIT is to call end_groups and conclude
#   layer NAME WHAT COMMAND...      runs one; ends with its failure
#   side_by_side LANE...            functions with layers of their own, at the same time
#   end_groups                      ends what still runs
#   conclude                        prints what came of the layers

logs=target/verify
began=$SECONDS
verdict=FAILED
# Process groups that must not outlive this script, or the lane that started them, and the seconds that they have to clean up.
groups=() patience=60

begin_layers() {
  mkdir -p "$logs"
  : >"$logs/summary"
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# in_group COMMAND...: starts it in the background, in a process group of its own.
in_group() {
  set -m
  "$@" &
  set +m
  groups+=("$!")
}

end_groups() {
  local group deadline=$((SECONDS + patience))
  for group in "${groups[@]}"; do kill -- -"$group" 2>/dev/null || true; done
  for group in "${groups[@]}"; do
    while kill -0 -- -"$group" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.2; done
    kill -KILL -- -"$group" 2>/dev/null || true
  done
}

conclude() {
  [ ! -s "$logs/summary" ] || printf '\n%s\n%s after %d s\n' "$(cat "$logs/summary")" "$verdict" $((SECONDS - began))
}

# layer NAME WHAT COMMAND...: runs a command, shows that it lives, keeps its output, notes what came of it. Ends with its failure.
layer() {
  local name=$1 what=$2 log=$logs/$1.log started=$SECONDS status=0 took
  shift 2
  [ -z "$only" ] || [ "$only" = "$name" ] || return 0
  printf '%-13s %s\n' "$name" "$what"
  in_group "$@" >"$log" 2>&1
  watch_progress $! "$name" || status=$?
  took=$((SECONDS - started))
  if [ "$status" != 0 ]; then
    tail -n 60 "$log"
    printf '%-13s FAILED  %4d s  %s\n' "$name" "$took" "$log" >>"$logs/summary"
    exit 1
  fi
  printf '%-13s ok      %4d s  %s\n' "$name" "$took" "$(counted "$log")" >>"$logs/summary"
}

# Waits for the process of a layer and, about every half minute, prints the last line that it wrote.
watch_progress() {
  local pid=$1 name=$2 shown=$SECONDS
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if [ $((SECONDS - shown)) -ge 30 ]; then
      shown=$SECONDS
      printf '  %-11s %4d s  %s\n' "$name" $((SECONDS - began)) "$(tail -n 1 "$logs/$name.log" | tr -d '\033' | cut -c 1-110)"
    fi
  done
  wait "$pid"
}

# side_by_side LANE...: functions with layers of their own, at the same time, as most of what they do is waiting for others.
# The first that fails ends them all.
side_by_side() {
  local lane left=() still
  for lane; do
    in_group in_lane "$lane"
    left+=("$!")
  done
  while [ ${#left[@]} -gt 0 ]; do
    sleep 1
    still=()
    for lane in "${left[@]}"; do
      if kill -0 "$lane" 2>/dev/null; then
        still+=("$lane")
      else
        wait "$lane"
      fi
    done
    left=("${still[@]}")
  done
}

# A lane ends its layers before it is ended itself.
in_lane() {
  groups=() patience=45
  trap end_groups EXIT
  trap 'exit 143' TERM
  "$1"
}

# How many tests a layer ran, as surefire, failsafe and our own scripts summed them up, and what an earlier run had shown.
counted() {
  awk '
    /^[0-9]+ passed, 0 failed$/ { sum += $1 }
    /^not again: / { sub(/^not again: /, ""); sub(/, shown with.*/, ""); before = before "; " $0 ", shown before"; next }
    /Tests run:.*Failures:/ && !/Time elapsed/ { gsub(/,/, ""); for (i = 1; i < NF; i++) if ($i == "run:") sum += $(i + 1) }
    END { if (sum) before = "; " sum " tests" before; if (before) print substr(before, 3) }' "$1"
}
