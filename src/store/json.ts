/**
 * A value as jsonb can hold it: NUL and halves of surrogate pairs, which a cut through an emoji leaves, have no place
 * there, and a row that cannot be stored would be tried for ever.
 */
export function storable(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.replaceAll('\u0000', '').toWellFormed() : inner,
  );
}
