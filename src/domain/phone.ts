/**
 * A Vietnamese telephone number as one spelling, `0912345678`: +84 and 0084 are 0; dots, dashes and spaces mean nothing.
 * Undefined where it is none.
 */
export function normalizePhone(typed: string): string | undefined {
  if (/[^\d\s()+./-]/.test(typed)) return undefined;
  const digits = typed.replace(/\D/g, '').replace(/^(?:0084|84)(?=\d{9,10}$)/, '0');
  return /^0\d{9,10}$/.test(digits) ? digits : undefined;
}

/** Ways in which the same number may have been written down before numbers were kept in one spelling. */
export function phoneSpellings(normal: string): string[] {
  const local = normal.slice(1);
  const groups = [
    [4, 3],
    [3, 3],
    [3, 4],
    [4, 2, 2],
  ].flatMap((lengths) => [' ', '.', '-'].map((joint) => grouped(normal, lengths).join(joint)));
  return [normal, `+84${local}`, `84${local}`, `+84 ${local}`, ...groups];
}

/** Parts of these lengths, and the rest. */
function grouped(digits: string, lengths: readonly number[]): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const length of lengths) {
    parts.push(digits.slice(start, start + length));
    start += length;
  }
  return [...parts, digits.slice(start)];
}
