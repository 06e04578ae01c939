import { XlsxError } from './fault.ts';

/** Hears a document from its beginning to its end. Names come without their prefix. */
export interface XmlListener {
  open?(name: string, attributes: () => Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const DEEPEST = 100;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads well-formed XML without a document type: what declares entities of its own is refused, not expanded.
 * @throws XlsxError
 */
export function readXml(bytes: Uint8Array, listener: XmlListener): void {
  const xml = new TextDecoder().decode(bytes);
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    if (next < 0) break;
    if (next > at && open.length > 0) listener.text?.(unescape(xml.slice(at, next)));
    at = next + 1;
    if (xml.startsWith('?', at)) at = after(xml, '?>', at);
    else if (xml.startsWith('!--', at)) at = after(xml, '-->', at);
    else if (xml.startsWith('![CDATA[', at)) {
      const end = after(xml, ']]>', at);
      listener.text?.(xml.slice(at + 8, end - 3));
      at = end;
    } else if (xml.startsWith('!', at)) throw new XlsxError('damaged', 'a document type is not read');
    else if (xml.startsWith('/', at)) {
      const end = after(xml, '>', at);
      const name = xml.slice(at + 1, end - 1).trim();
      if (open.pop() !== name) throw new XlsxError('damaged', `</${name}> closes nothing`);
      listener.close?.(local(name));
      at = end;
    } else {
      const end = endOfTag(xml, at);
      const isEmpty = xml[end - 1] === '/';
      const body = xml.slice(at, isEmpty ? end - 1 : end);
      const [name = ''] = /^[^\s/>]+/.exec(body) ?? [];
      if (name === '') throw new XlsxError('damaged', 'a tag has no name');
      listener.open?.(local(name), () => attributesOf(body.slice(name.length)));
      if (isEmpty) listener.close?.(local(name));
      else if (open.push(name) > DEEPEST) throw new XlsxError('damaged', 'tags stand too deep in each other');
      at = end + 1;
    }
  }
  if (open.length > 0) throw new XlsxError('damaged', `<${open.at(-1) ?? ''}> is not closed`);
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw new XlsxError('damaged', 'it breaks off');
  return at + mark.length;
}

/** Where the tag's `>` stands; one inside quotes does not count. */
function endOfTag(xml: string, from: number): number {
  let at = from;
  for (;;) {
    const end = after(xml, '>', at) - 1;
    const quotes = xml
      .slice(from, end)
      .match(/"[^"]*("|$)|'[^']*('|$)/g)
      ?.at(-1);
    if (quotes === undefined || (quotes.length > 1 && quotes.endsWith(quotes.charAt(0)))) return end;
    at = end + 1;
  }
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found[local(name)] = unescape(double ?? single ?? '');
  return found;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([^;&\s]*));?/g, (_, hex, decimal, name) => {
    if (typeof name === 'string') {
      const meant = NAMED[name];
      if (meant === undefined) throw new XlsxError('damaged', 'an entity of its own is not read');
      return meant;
    }
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
