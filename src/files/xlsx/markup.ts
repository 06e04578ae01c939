/** Everything XML 1.0 has no place for. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as they stand in XML, between tags or in quotes. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(ILLEGAL, '')
    .replace(/[&<>"]/g, (one) => ENTITIES[one] ?? '')
    .replaceAll('\r', '&#13;');

/** A tag with its attributes in the order given, those undefined left out. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  content?: string,
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  return content === undefined || content === ''
    ? `<${name}${given.join('')}/>`
    : `<${name}${given.join('')}>${content}</${name}>`;
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
