import { XlsxError } from './fault.ts';

/** Hears a document from its beginning to its end. Names come without their prefix. */
export interface XmlListener {
  open?(name: string, attributes: () => Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const DEEPEST = 100;
/** Blanks before a value. */
const LONGEST_GAP = 100;
/** Minimal tags add up: of these so many are read in two seconds. */
const MOST_TAGS = 3_000_000;
const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Reads well-formed XML without a document type: what declares entities of its own is refused, not expanded.
 * @throws XlsxError
 */
export function readXml(bytes: Uint8Array, listener: XmlListener): void {
  const xml = new TextDecoder().decode(bytes);
  const open: string[] = [];
  let at = 0;
  let tags = 0;
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
      tags += 1;
      if (tags > MOST_TAGS) throw new XlsxError('too_big', 'more tags than are read');
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

const [CLOSING, DOUBLE, SINGLE] = [0x3e, 0x22, 0x27];

/** Where the tag's `>` stands; one inside quotes does not count. */
function endOfTag(xml: string, from: number): number {
  for (let at = from; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at);
    if (code === CLOSING) return at;
    if (code === DOUBLE || code === SINGLE) at = after(xml, xml.charAt(at), at + 1) - 1;
  }
  throw new XlsxError('damaged', 'it breaks off');
}

/** Looked through once from left to right: what is no attribute is passed over, however long it is. */
function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (let at = 0; ;) {
    const equals = text.indexOf('=', at);
    if (equals < 0) return found;
    const name = text.slice(at, equals).trim();
    const from = equals + 1 + text.slice(equals + 1, equals + LONGEST_GAP).search(/\S|$/);
    const quote = text.charAt(from);
    if (quote !== '"' && quote !== "'") throw new XlsxError('damaged', 'an attribute has no quotes');
    const end = after(text, quote, from + 1) - 1;
    found[local(name)] = unescape(text.slice(from + 1, end));
    at = end + 1;
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([^;&\s]*));?/g, (_, hex, decimal, name) => {
    if (typeof name === 'string') {
      const meant = NAMED.get(name);
      if (meant === undefined) throw new XlsxError('damaged', 'an entity of its own is not read');
      return meant;
    }
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
