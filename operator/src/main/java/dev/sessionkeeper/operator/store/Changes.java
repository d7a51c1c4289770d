package dev.sessionkeeper.operator.store;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/// An event handler of functions. Informers call it on threads of their own, one object after the
/// other.
///
/// @param present is told of an object that is there
/// @param gone is told of one that is gone
/// @param listed is told once every object that was there at first was told
record Changes<T extends HasMetadata>(Consumer<T> present, Consumer<T> gone, Runnable listed)
    implements ResourceEventHandler<T> {

  Changes(Consumer<T> present, Consumer<T> gone) {
    this(present, gone, () -> {});
  }

  @Override
  public void onList(String version, boolean empty) {
    listed.run();
  }

  @Override
  public void onAdd(T object) {
    present.accept(object);
  }

  @Override
  public void onUpdate(T before, T object) {
    present.accept(object);
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    gone.accept(object);
  }
}
