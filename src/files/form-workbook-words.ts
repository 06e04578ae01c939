import type { Answer } from '../domain/answers.ts';

/** Words printed in the workbook of a form. */
export const workbookWords = {
  sheet: 'Biểu số liệu',
  texts: 'Đề cương',
  reportingUnit: 'Đơn vị báo cáo:',
  receivingUnit: 'Đơn vị nhận báo cáo:',
  asOf: 'Số liệu tính đến ngày:',
  source: 'Đơn vị cung cấp số liệu:',
  howTo:
    'Nhập số liệu vào ô nền vàng. Trường hợp không có số, chọn trong danh sách của ô: Không phát sinh, Chưa có số liệu, Không thuộc phạm vi. Ô nền xám tự tính.',
  howToTable:
    'Mỗi dòng nhập vào ô nền vàng; dòng Tổng và ô nền xám tự tính. Thiếu dòng thì chèn thêm vào giữa các dòng trống.',
  howToTexts: 'Phần lời văn không bắt buộc; nhập vào ô nền vàng.',
  wholeTable: 'Nếu cả phụ lục không có số liệu, chọn tại đây:',
  columns: {
    code: 'STT',
    name: 'Nội dung',
    measure: 'Đơn vị tính',
    value: 'Số liệu',
    previous: 'Kỳ trước',
    note: 'Ghi chú',
    text: 'Nội dung báo cáo',
  },
  explanation: 'Giải trình',
  ordinal: 'TT',
  total: 'Tổng',
  totalOf: (block: string) => `Tổng ${/^([IVX]+|\d+|[a-z])[.)]/.exec(block)?.[1] ?? block}`,
  oldFigure: (value: string) => `Số đã nhập trước khi biểu thay đổi: ${value}; đề nghị xác nhận lại.`,
  /** On a file of some sections: "Biểu này gồm phần II, VII; Phụ lục 2.". */
  onlyParts: ({ sections, tables }: { sections: readonly string[]; tables: readonly string[] }) => {
    const bare = sections.map((code) => code.replace(/^(?:Phần|Mục)\s+/u, ''));
    return `Biểu này gồm ${[...(bare.length > 0 ? [`phần ${bare.join(', ')}`] : []), ...tables].join('; ')}.`;
  },
  place: '………………, ngày …… tháng …… năm ………',
  maker: 'NGƯỜI LẬP BIỂU',
  head: 'THỦ TRƯỞNG ĐƠN VỊ',
  signature: '(Ký tên, đóng dấu)',
  promptTitle: 'Số liệu',
  promptFigure: 'Nhập số, hoặc chọn trong danh sách.',
  promptChoice: 'Chọn trong danh sách.',
} as const;

/** The three answers without a figure, as they stand in a cell. */
export const WITHOUT_FIGURE = {
  nothing: 'Không phát sinh',
  missing: 'Chưa có số liệu',
  out_of_scope: 'Không thuộc phạm vi',
} as const satisfies Partial<Record<Answer['kind'], string>>;

export const optionWords = ({ value, label }: { value: number; label: string }): string =>
  `${value} - ${label}`;

export const FIGURE_CHOICES: readonly string[] = Object.values(WITHOUT_FIGURE);

/** What a row's drop-down offers: its options, then the answers without a figure. */
export const choicesOfRow = ({
  options,
}: {
  options: readonly { value: number; label: string }[];
}): readonly string[] => [...options.map(optionWords), ...FIGURE_CHOICES];

/** Where the choices of a drop-down stand, by the words they are made of. */
export type ChoicesOf = (options: readonly string[]) => string;
