package dev.sessionkeeper.operator.store;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/// An event handler of two functions: one for an object that is there, one for one that is gone.
record Changes<T extends HasMetadata>(Consumer<T> present, Consumer<T> gone)
    implements ResourceEventHandler<T> {

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
