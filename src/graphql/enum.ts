import { registerEnumType } from 'type-graphql';

/**
 * A published enum: the object TypeGraphQL makes it of, from the list of its values.
 *
 * @param meanings  what each value means
 */
export function published<const V extends string>(
  name: string,
  values: readonly V[],
  description: string,
  meanings: { readonly [K in V]: string },
): { readonly [K in V]: K } {
  const made = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in V]: K };
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: meanings[value] }]));
  registerEnumType<object>(made, { name, description, valuesConfig });
  return made;
}
