// The table of shapes, and how what is told of them is made comparable.
import type { Kind } from "./kinds";
import type { Named, Shape } from "./shape";
import { components } from "./shapesInComponents";
import { inheritance } from "./shapesInherited";
import { inputs } from "./shapesOfInputs";
import { options } from "./shapesOfOptions";

export const shapes: readonly Shape[] = [...components, ...options, ...inputs, ...inheritance];

/** Every name of a shape begins with its place in the table. */
export const namesOf = (shape: Shape): Named => {
  const place = shapes.indexOf(shape);
  return (name) => `s${place}-${name}`;
};

/** The same whichever kind made it and in whichever stack: its type and its provider have no names. Lists of urns have no order. */
export const neutral = (value: unknown, kind: Kind) =>
  JSON.parse(
    JSON.stringify(value ?? null)
      .replaceAll(kind.type, "wait")
      .replace(/pulumi:providers:(apig|pulumi-nodejs)/g, "provider")
      .replace(/::default[\d_]*(::[\w-]{36})?(?=")/g, "::default")
      .replace(/(provider::[\w-]+)::[\w-]{36}/g, "$1")
      .replace(/urn:pulumi:\w+/g, "urn")
      .replace(/gate-\w+/g, "stack"),
    (_key, each) => (Array.isArray(each) ? [...each].sort() : each),
  );
