const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * Cuts a long text into pieces of at most `limit` UTF-16 units: at line ends, else between words, else between
 * characters as a reader sees them. Nothing but white space at the cuts is lost; a blank text has no pieces.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = placeToCut(rest, limit);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut).replace(/^(?:[^\S\n]*\n)+|^ +/, '');
  }
  return [...pieces, rest].map((piece) => piece.trimEnd()).filter((piece) => piece !== '');
}

/** The first characters, with "…" where some had to go; at most `limit` UTF-16 units. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, characterEnd(text, limit - 1)).trimEnd()}…`;
}

function placeToCut(text: string, limit: number): number {
  const line = text.lastIndexOf('\n', limit);
  if (line > 0) return line;
  const space = text.lastIndexOf(' ', limit);
  return space > 0 ? space : characterEnd(text, limit);
}

/** Never within a pair of surrogates nor between a letter and its marks, unless one character alone is too long. */
function characterEnd(text: string, limit: number): number {
  const start = graphemes.segment(text).containing(limit)?.index ?? 0;
  if (start > 0) return start;
  const isLowSurrogate = /^[\uDC00-\uDFFF]/.test(text.slice(limit, limit + 1));
  return isLowSurrogate && limit > 1 ? limit - 1 : limit;
}
