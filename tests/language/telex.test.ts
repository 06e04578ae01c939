import { describe, expect, it } from 'vitest';
import { withoutTelex } from '../../src/language/telex.ts';

const known = new Set(['excel', 'file', 'test']);
const read = (text: string) => withoutTelex(text, (word) => known.has(word));

describe('withoutTelex', () => {
  it.each([
    ['nhieemj vuj', 'nhiem vu'],
    ['hanj nopj baos caos', 'han nop bao cao'],
    ['ddax xong', 'da xong'],
    ['ddwngf nhawcs nuwax', 'dung nhac nua'],
    ['khong dungws', 'khong dung'],
    ['suwar soos lieeuj', 'sua so lieu'],
    ['tieesp tucj', 'tiep tuc'],
  ])('undoes what the keyboard left in %j', (typed, plain) => {
    expect(read(typed)).toBe(plain);
  });

  it.each([
    'báo cáo quý 3',
    'bao cao',
    'xuất excel',
    'gửi file test',
    'SXD',
    'sdt',
    'bc q3',
    'wifi',
    'window',
  ])('leaves alone what was typed right: %j', (typed) => {
    expect(read(typed)).toBe(typed);
  });

  it('corrects one word and keeps the accents of the others', () => {
    expect(read('báo caos của sowr Tài chính')).toBe('báo cao của so Tài chính');
  });
});
