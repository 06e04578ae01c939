import { FIELDS, type Field } from '../domain/plan.ts';
import { fold } from '../language/fold.ts';

/** What a field of CCHC work is called in the middle of a sentence. */
export const FIELD_NAMES: Readonly<Record<Field, string>> = {
  chi_dao_dieu_hanh: 'chỉ đạo, điều hành',
  the_che: 'thể chế',
  thu_tuc_hanh_chinh: 'thủ tục hành chính',
  to_chuc_bo_may: 'tổ chức bộ máy',
  che_do_cong_vu: 'chế độ công vụ',
  tai_chinh_cong: 'tài chính công',
  chinh_quyen_so: 'chính quyền số',
};

/** What else a field is called where one is asked for, folded. */
const ALSO: Readonly<Record<Field, readonly string[]>> = {
  chi_dao_dieu_hanh: ['chi dao', 'dieu hanh'],
  the_che: [],
  thu_tuc_hanh_chinh: ['tthc', 'thu tuc', 'mot cua'],
  to_chuc_bo_may: ['bo may', 'to chuc'],
  che_do_cong_vu: ['cong vu', 'cong chuc'],
  tai_chinh_cong: ['tai chinh'],
  chinh_quyen_so: ['chuyen doi so', 'cds', 'chinh quyen dien tu', 'iso'],
};

/** "thể chế; thủ tục hành chính"; a visit that names none looks into everything. */
export const fieldsInWords = (fields: readonly Field[]): string =>
  fields.length === 0
    ? 'toàn bộ nội dung của Kế hoạch'
    : fields.map((field) => FIELD_NAMES[field]).join('; ');

/** The fields as a numbered list. */
export const fieldList = (): string[] => FIELDS.map((field, index) => `${index + 1}. ${FIELD_NAMES[field]}`);

/** Fields by number or by name: "1, 3", "thể chế và TTHC"; empty for "tất cả"; undefined where none is meant. */
export function readFields(text: string): Field[] | undefined {
  const words = fold(text);
  if (/\b(?:tat ca|toan bo|het)\b/.test(words)) return [];
  const numbers = [...words.matchAll(/\b\d{1,2}\b/g)].map(([digits]) => FIELDS[Number(digits) - 1]);
  if (numbers.length > 0) return numbers.includes(undefined) ? undefined : inOrder(numbers);
  const named = FIELDS.filter((field) =>
    [fold(FIELD_NAMES[field]).replace(',', ''), ...ALSO[field]].some((name) =>
      new RegExp(`\\b${name}\\b`).test(words.replace(/,/g, '')),
    ),
  );
  return named.length === 0 ? undefined : named;
}

const inOrder = (fields: readonly (Field | undefined)[]): Field[] =>
  FIELDS.filter((field) => fields.includes(field));
