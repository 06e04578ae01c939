import { fold } from './fold.ts';

/** "mật" as a word of its own; "bảo mật", "mật khẩu", "mật độ", "mật mã" speak of other things. */
const SECRET = /(?<!bảo )(?<!\p{L})mật(?!\p{L})(?! (?:khẩu|độ|mã|ong|thiết)(?!\p{L}))/u;

/** Typed without accents "mat" is many words; only what stands before it makes it this one. */
const SECRET_PLAIN =
  /\b(?:tuyet|toi|do|dau|van ban|vb|cong van|cv|tai lieu|bao cao|bi) mat\b(?! (?:khau|do|ma|bang|hang|tran)\b)|[([]mat[)\]]/;

/** A stamp in capitals: "BaoCao_MAT.pdf". */
const STAMP = /(?<![A-Za-z])(?<!BAO )MAT(?![A-Za-z])(?! (?:BANG|HANG|TRAN|KHAU|DO|MA)\b)/;

/** Whether words, or the name of a file, speak of a paper under secrecy ("Mật", "Tối mật", "Tuyệt mật"). */
export function speaksOfSecrecy(text: string): boolean {
  const words = text
    .normalize('NFC')
    .replace(/[_.-]+/g, ' ')
    .replace(/\s+/g, ' ');
  const isPlain = !/[^\0-\x7F]/.test(words);
  return isPlain ? SECRET_PLAIN.test(fold(words)) || STAMP.test(words) : SECRET.test(words.toLowerCase());
}
