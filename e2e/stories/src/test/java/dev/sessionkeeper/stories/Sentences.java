package dev.sessionkeeper.stories;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/// Reads the name of a test method as the sentence that it is; `rule7_` in front names a rule of
/// the design.
final class Sentences extends DisplayNameGenerator.Standard {

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
    var words =
        testMethod
            .getName()
            .replaceAll("([A-Z])", " $1")
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^rule(\\d)_", "rule $1: ");
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
