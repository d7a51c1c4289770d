# What both benchmarks need; ends with one sentence where it is not there.
require_jdk25
require_commands python3 nginx wrk taskset mvn
for jar in sidecar/target/sidecar.jar e2e/auth-simulator/target/auth-simulator.jar; do
  [ -f "$jar" ] || fail "$jar is missing: build it with 'mvn package -DskipTests' or run ./verify first."
done
[ "$(nproc)" -ge 2 ] || fail "The benchmark needs two cores, one for the proxy and one for the rest; this machine has $(nproc)."
# The Java runtime of the image, which is what users run.
[ -x images/target/runtime/opt/java/bin/java ] || images/runtime
