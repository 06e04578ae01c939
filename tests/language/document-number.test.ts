import { describe, expect, it } from 'vitest';
import { loadCalendars } from '../../src/files/calendars.ts';
import { parseDocumentNumber } from '../../src/language/document-number.ts';

const calendar = loadCalendars();
const read = (text: string) => parseDocumentNumber(text, '2023-08-10', { calendar });

describe('parseDocumentNumber', () => {
  it.each([
    ['123/BC-SCT ngày 28/7', '123/BC-SCT', '2023-07-28'],
    ['so 45 bc-sct 28/7/2023', '45/BC-SCT', '2023-07-28'],
    ['đã gửi văn bản số 123/BC-SCT', '123/BC-SCT', null],
    ['12/BC-UBND ngày 30 tháng 7 năm 2023', '12/BC-UBND', '2023-07-30'],
    ['Báo cáo số: 07 / BC - SKHĐT, ngày 28.7.2023', '07/BC-SKHĐT', '2023-07-28'],
  ])('reads %j', (text, number, date) => {
    expect(read(text)).toEqual({ number, date });
  });

  it.each(['123', '3.1.1: 1245', 'báo cáo quý 3', '28/7/2023', ''])('sees no document in %j', (text) => {
    expect(read(text)).toBeNull();
  });
});
