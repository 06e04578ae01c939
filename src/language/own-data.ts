import { fold } from './fold.ts';

const WHO = '(?:toi|em|minh|chung toi|anh|chi)';
/** "em muốn", "đề nghị cho tôi được". */
const OPENING = `(?:${WHO} )?(?:(?:muon|xin|xin phep|de nghi|can|yeu cau|cho|cho ${WHO}|duoc|gui|hay) )*`;
const END = '(?: (?:a|nhe|nha|nua|roi))*';
const DATA = '(?:cac |toan bo |het |tat ca )?(?:du lieu|thong tin)(?: ca nhan)?';
/** "của tôi", "về em", "mà hệ thống đang lưu". */
const OWN = `(?: (?:cua|ve) (?:${WHO}|chinh ${WHO}|ban than)| (?:ma )?(?:he thong )?dang luu(?: (?:cua|ve) ${WHO})?)`;

const WITHDRAW = new RegExp(
  `^${OPENING}(?:rut|huy|thu hoi|ngung|dung)(?: lai)?(?: su)?(?: viec)? dong y(?: (?:cho )?(?:luu|luu tru|xu ly|su dung)(?: ${DATA})?)?(?:${OWN})?${END}$`,
);
const NO_MORE = new RegExp(
  `^(?:${WHO} )?khong (?:con )?dong y (?:cho )?(?:luu|luu tru|xu ly|su dung) ${DATA}(?:${OWN})?${END}$`,
);
const ERASE = new RegExp(`^${OPENING}(?:xoa|huy)(?: bo| het| toan bo)? ${DATA}${OWN}${END}$`);
const SEE = new RegExp(`^${OPENING}(?:xem )?${DATA}${OWN}${END}$`);

/** No wish is longer than this. */
const LONGEST = 150;

/** What a person wants with what is kept of themselves, where the whole message says so. */
export function ownDataWish(text: string): 'withdraw' | 'erase' | 'see' | undefined {
  if (text.length > LONGEST) return undefined;
  const words = fold(text)
    .replace(/[.!?,;]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (WITHDRAW.test(words) || NO_MORE.test(words)) return 'withdraw';
  if (ERASE.test(words)) return 'erase';
  return SEE.test(words) ? 'see' : undefined;
}
