import { cellName } from './address.ts';
import { DECLARATION, escapeXml, tag } from './markup.ts';

export interface PlacedComment {
  row: number;
  column: number;
  text: string;
}

const AUTHOR = 'Trợ lý CCHC';

/** `xl/commentsN.xml`. */
export function commentsXml(comments: readonly PlacedComment[]): string {
  const list = comments.map(({ row, column, text }) =>
    tag(
      'comment',
      { ref: cellName(row, column), authorId: 0 },
      `<text><r><rPr><sz val="10"/><rFont val="Times New Roman"/></rPr><t xml:space="preserve">${escapeXml(text)}</t></r></text>`,
    ),
  );
  return (
    DECLARATION +
    tag(
      'comments',
      { xmlns: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main' },
      tag('authors', {}, tag('author', {}, AUTHOR)) + tag('commentList', {}, list.join('')),
    )
  );
}

/** The boxes the comments are shown in: Excel shows no comment without one. */
export function drawingXml(comments: readonly PlacedComment[], sheet: number): string {
  const shapes = comments.map(({ row, column, text }, index) => {
    const lines = Math.min(12, Math.ceil(text.length / 34) + 1);
    return `<v:shape id="_x0000_s${sheet * 1024 + index + 1}" type="#_x0000_t202" style="position:absolute;width:200pt;height:${lines * 15}pt;visibility:hidden" fillcolor="#fff8dc" o:insetmode="auto"><v:fill color2="#fff8dc"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column},15,${Math.max(0, row - 1)},2,${column + 3},15,${row + lines},2</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`;
  });
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${sheet}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`;
}
