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

/** "căn cước", "CMND", "hộ chiếu": papers that tell who somebody is. */
const IDENTITY =
  /\b(?:cccd|cmnd|cmtnd|can cuoc|chung minh (?:thu|nhan dan)|ho chieu|passport|giay khai sinh|so ho khau)\b/;

/** What offices write about such papers. */
const ABOUT_IDENTITY =
  /\b(?:bao cao|ke hoach|quyet dinh|cong van|thong bao|to trinh|de an|danh sach|ket qua|cap doi|lam the)\b/;

/** Why words, or the name of a file, bar it from being sent here; a plan of issuing identity cards is no such card. */
export function barredAs(text: string): 'secret' | 'identity' | undefined {
  if (speaksOfSecrecy(text)) return 'secret';
  const words = fold(text.replace(/[_.-]+/g, ' ')).replace(/\s+/g, ' ');
  return IDENTITY.test(words) && !ABOUT_IDENTITY.test(words) ? 'identity' : undefined;
}
