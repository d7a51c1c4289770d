/// A Kubernetes node to run stories on, and the programs that work with it.
@org.jspecify.annotations.NullMarked
package dev.sessionkeeper.cluster;
