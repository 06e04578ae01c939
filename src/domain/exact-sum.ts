/** Six places: more than any figure of a form bears, and enough for money in millions. */
const SCALE = 1_000_000;

/** The sum of figures, the same in whatever order and grouping they are added. */
export function exactSum(values: readonly number[]): number {
  let total = 0n;
  for (const value of values) total += BigInt(Math.round(value * SCALE));
  const scale = BigInt(SCALE);
  return Number(total / scale) + Number(total % scale) / SCALE;
}
