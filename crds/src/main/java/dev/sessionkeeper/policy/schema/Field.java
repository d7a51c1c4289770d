package dev.sessionkeeper.policy.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the schema says of a member beyond its type. Bounds of 0 are none.
///
/// On a list, `pattern` and `maxLength` speak of its items, on a map of its values.
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Field {
  /// What it is, its unit, when to touch it. The generator adds default and bounds.
  String value();

  /// What one item of a list or one value of a map is.
  String each() default "";

  boolean required() default false;

  /// The default as JSON; empty for none.
  String defaultValue() default "";

  long minimum() default 0;

  long maximum() default 0;

  /// A regular expression of RE2 and Java alike.
  String pattern() default "";

  int maxLength() default 0;

  /// The least number of items or of members of a map.
  int minItems() default 0;

  /// The largest number of items or of members of a map.
  int maxItems() default 0;

  Shape shape() default Shape.PLAIN;

  /// The shortest duration; for `Shape.DURATION`.
  String shortest() default "";

  /// The longest duration; for `Shape.DURATION`.
  String longest() default "";

  /// What a value is like that its type does not tell.
  enum Shape {
    PLAIN,
    /// A duration such as `90s` or `1h30m`.
    DURATION,
    /// A map of quantities such as `128Mi` or `1`.
    QUANTITIES,
    /// A list without duplicates whose order does not count.
    SET,
    /// A list of objects with one for each `type`.
    MAP_BY_TYPE
  }
}
