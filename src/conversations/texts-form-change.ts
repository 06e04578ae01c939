import type { Answer } from '../domain/answers.ts';
import type { FormChange } from '../domain/form-change.ts';
import type { Row } from '../domain/form.ts';
import { count } from './format.ts';
import { answerInWords, someOf } from './texts-form.ts';

const nameOf = ({ code, name }: { code: string; name: string }): string => {
  const bare = name.replace(/[.:;\s]+$/, '');
  return code === '' || code === name ? bare : `${code} ${bare}`;
};

const listed = (heading: string, names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [
        `${heading} (${count(names.length)}):`,
        ...someOf(
          names,
          (name) => `- ${name}`,
          (rest) => `- và ${count(rest)} nội dung khác`,
        ),
      ];

const asked = ({ numerator }: Row): boolean => numerator === null;

/** Sentences about a form that changed while its draft was open. */
export const formChangeTexts = {
  news: (name: string, parts: readonly string[]) =>
    [
      'Biểu số liệu có điều chỉnh',
      '',
      `Kính gửi đồng chí ${name}. Biểu của báo cáo đang nhập được điều chỉnh. Số liệu đã nhập ở các dòng không thay đổi được giữ nguyên, không phải nhập lại.`,
      ...parts,
      '',
      'Soạn TIEP để nhập tiếp.',
      'Trân trọng.',
    ].join('\n'),

  ofReport: (
    { title, unitName }: { title: string; unitName: string },
    { rows, columns, tables, narratives }: FormChange,
    toConfirm: number,
  ): string =>
    [
      '',
      `${title} của ${unitName}`,
      ...listed('Dòng mới', [
        ...rows.added.filter(asked).map(nameOf),
        ...tables.added.map(({ code, title: name }) => nameOf({ code, name })),
        ...columns.added.map(({ name }) => `cột “${name}”`),
        ...narratives.added.map(({ code, title: name }) => nameOf({ code, name })),
      ]),
      ...listed(
        'Dòng thay đổi cách tính, đơn vị tính hoặc lựa chọn',
        rows.meaning.filter(({ after }) => asked(after)).map(({ after }) => nameOf(after)),
      ),
      ...(toConfirm === 0
        ? []
        : [`${count(toConfirm)} số liệu đã nhập ở các dòng này được giữ lại và cần xác nhận lại.`]),
      ...listed(
        'Cột thay đổi cách tính, cần nhập lại',
        columns.meaning
          .filter(({ after }) => after.computed === null)
          .map(({ after }) => `cột “${after.name}”`),
      ),
      ...listed('Không còn trong biểu', [
        ...rows.removed.filter(asked).map(nameOf),
        ...tables.removed.map(({ code, title: name }) => nameOf({ code, name })),
        ...columns.removed.map(({ name }) => `cột “${name}”`),
        ...narratives.removed.map(({ code, title: name }) => nameOf({ code, name })),
      ]),
    ].join('\n'),

  list: (rows: readonly { row: Row; old: Answer }[]) =>
    [
      `Biểu có điều chỉnh; ${count(rows.length)} số liệu đã nhập cần xác nhận lại:`,
      ...someOf(
        rows,
        ({ row, old }) =>
          `- ${nameOf(row)}${row.measure === '' ? '' : ` (${row.measure})`}: ${answerInWords(row, old)}`,
        (rest) => `- và ${count(rest)} số liệu khác`,
      ),
      'Số đúng thì giữ nguyên; số khác thì nhập lại theo mã.',
    ].join('\n'),
  nothingToConfirm: 'Không còn số liệu nào cần xác nhận lại.',
  kept: (rows: number) => `Đã giữ nguyên ${count(rows)} số liệu.`,
  cannotStand: (rows: number) =>
    `${count(rows)} số liệu không phù hợp với dòng đã điều chỉnh, đề nghị nhập lại.`,
  inReview: (rows: number) =>
    `Trong đó ${count(rows)} dòng đã có số nhập trước khi biểu điều chỉnh, cần xác nhận lại.`,
  offers: {
    keep: (rows: number) => (rows === 1 ? 'Giữ số đã nhập' : `Giữ ${count(rows)} số đã nhập`),
    see: (rows: number) => `Xác nhận lại ${count(rows)} số liệu đã nhập`,
    again: 'Nhập lại',
  },
} as const;
