package net.neuralpro.transforms.operators;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents a component of an operator's parameter record; recipes are checked against it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
  /** What it means, in one sentence. */
  String value();

  /** The value where a recipe says nothing, as JSON text; a decimal in quotes. */
  String standard();

  String unit() default "";

  /** The least value, as a decimal. */
  String minimum() default "";

  /** The greatest value, as a decimal. */
  String maximum() default "";
}
