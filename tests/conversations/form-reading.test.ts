import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswers, type Frame } from '../../src/conversations/form-reading.ts';
import { applies } from '../../src/domain/form.ts';
import { planNamed } from '../support/plans.ts';

const [form] = planNamed('binh-phuoc-2023').forms;
const rows = form!.rows.filter((row) =>
  applies(row.appliesTo, { name: 'Sở Công Thương', level: 'department' }),
);
const frame = (section: string | null, asked: readonly string[] = [], following = asked): Frame => ({
  rows,
  section,
  asked,
  following,
});
const inputs = rows.filter((row) => row.kind !== 'group' && row.numerator === null);
const keysOf = (section: string) => inputs.filter((row) => row.section === section).map(({ key }) => key);

/** Answers as one figure or word a row. */
function read(text: string, where: Frame) {
  const { answers, unread, unclear } = readAnswers(text, where);
  const given = Object.fromEntries(
    [...answers].map(([key, answer]) => [key, answer.kind === 'value' ? answer.value : answer.kind]),
  );
  return {
    given,
    unread: unread.map(({ quote }) => quote),
    unclear: unclear.map(({ rows: all }) => all.length),
  };
}

describe('figures by code', () => {
  test.each([
    ['3.1.1: 1245; 3.1.2: 1230', { iii_3_1_1: 1245, iii_3_1_2: 1230 }],
    ['3.1.1: 1.245, 3.1.2: 1.230', { iii_3_1_1: 1245, iii_3_1_2: 1230 }],
    ['3.1.1 là 1.245 và 3.1.2 bằng 1.230', { iii_3_1_1: 1245, iii_3_1_2: 1230 }],
    ['sửa 3.1.1 thành 45', { iii_3_1_1: 45 }],
    ['3.1.1 1245', { iii_3_1_1: 1245 }],
    ['3.1.1 Tổng số hồ sơ TTHC đã giải quyết xong (Hồ sơ): 1.245', { iii_3_1_1: 1245 }],
    ['III.3.1.1 = 12', { iii_3_1_1: 12 }],
    [
      '1.1: không phát sinh; 1.2: chưa có số liệu\n1.3: không thuộc phạm vi',
      { iii_1_1: 'nothing', iii_1_2: 'missing', iii_1_3: 'out_of_scope' },
    ],
    ['1.1, 1.2: không phát sinh', { iii_1_1: 'nothing', iii_1_2: 'nothing' }],
    ['1.1: 0', { iii_1_1: 0 }],
    // NFD, a right-to-left mark and full-width digits are what they look like.
    ['1.1: không phát sinh'.normalize('NFD'), { iii_1_1: 'nothing' }],
    ['1.1: \u200f４５', { iii_1_1: 45 }],
  ])('%s', (text, given) => {
    expect(read(text, frame('iii'))).toEqual({ given, unread: [], unclear: [] });
  });

  test('a code found only in another section is taken there', () => {
    expect(read('6.5.1: 3', frame('iii')).given).toEqual({ vii_6_5_1: 3 });
  });

  test('a code of several sections is asked about, never guessed', () => {
    expect(read('2.1: 45', frame(null))).toEqual({ given: {}, unread: [], unclear: [6] });
  });

  test('a code printed twice is asked about, unless both come in their order', () => {
    expect(read('1.4.2: 5', frame('iii')).unclear).toEqual([2]);
    expect(read('1.4.2: 5; 1.4.2: 6', frame('iii')).given).toEqual({ iii_1_4_2: 5, iii_1_4_3: 6 });
    expect(read('1.4.3: 6', frame('iii')).given).toEqual({ iii_1_4_3: 6 });
  });

  test('headings of sections in the message say where the codes belong', () => {
    expect(read('Mục II\n2.1: 8\nIII. Cải cách thủ tục hành chính\n2.1: 9', frame(null)).given).toEqual({
      ii_2_1: 8,
      iii_2_1: 9,
    });
  });

  test.each([
    ['1.1: -5', '1.1: -5'],
    ['1.1: 1234567890123456789012345678901234567890', '1.1: 1234567890123456789012345678901234567890'],
    ['1.1: 2,5', '1.1: 2,5'],
    ['1.1: <b>12</b>', '1.1: <b>12</b>'],
    ['1.1: 12 😀', '1.1: 12 😀'],
    ['1.1: khoảng 12', '1.1: khoảng 12'],
    ['9.9: 3', '9.9: 3'],
    ['3.1: 98%', '3.1: 98%'],
  ])('%s is quoted back and not stored', (text, quote) => {
    expect(read(text, frame('iii'))).toEqual({ given: {}, unread: [quote], unclear: [] });
  });

  test('good figures are taken though others of the message are not', () => {
    expect(read('1.1: 12; 1.2: mười hai rưỡi gì đó; 1.3: 4', frame('iii'))).toMatchObject({
      given: { iii_1_1: 12, iii_1_3: 4 },
      unread: [expect.stringContaining('1.2') as string],
    });
  });
});

describe('figures in the order asked', () => {
  const asked = keysOf('iii').slice(0, 5);
  const where = frame('iii', asked, keysOf('iii'));

  test.each([
    ['12\n5\n0\n3\n1'],
    ['12; 5; 0; 3; 1'],
    ['12, 5, 0, 3, 1'],
    ['12 5 0 3 1'],
    ['12\r\n5\r\n0\r\n3\r\n1\r\n'],
  ])('%j', (text) => {
    expect(Object.values(read(text, where).given)).toEqual([12, 5, 0, 3, 1]);
  });

  test('a figure grouped by a space stays one figure', () => {
    expect(read('1 245', where).given).toEqual({ iii_1_1: 1245 });
  });

  test('a column as long as the section is the section', () => {
    const keys = keysOf('iii');
    const column = keys.map((_, index) => index).join('\n');
    expect(Object.keys(read(column, frame('iii', asked, keys)).given)).toEqual(keys);
  });

  test('a column as long as the form is the form', () => {
    const column = inputs.map(({ options }) => (options.length > 0 ? 1 : 3)).join('\n');
    expect(Object.keys(read(column, frame(null)).given)).toEqual(inputs.map(({ key }) => key));
  });

  test('a column that fits nothing stores nothing', () => {
    const { given, unread } = read('1\n2\n3', frame(null));
    expect({ given, unread: unread.length }).toEqual({ given: {}, unread: 1 });
  });

  test('any column of whole numbers for a section comes back as it was typed', () => {
    const keys = keysOf('vi');
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000), { minLength: keys.length, maxLength: keys.length }),
        (values) => {
          const { given } = read(values.join('\n'), frame('vi', keys.slice(0, 5), keys));
          expect(keys.map((key) => given[key])).toEqual(values);
        },
      ),
    );
  });
});

describe('rows copied from the sheet', () => {
  const sheet = (list: typeof rows) =>
    list
      .map((row) => {
        const isInput = inputs.includes(row);
        const value = !isInput ? '' : row.options.length > 0 ? '1' : '7';
        return [row.code, row.name, row.measure, value].join('\t');
      })
      .join('\n');

  test('the whole form is read, section after section, duplicate codes by their place', () => {
    const { given, unread, unclear } = read(sheet(rows), frame(null));
    expect({ unread, unclear }).toEqual({ unread: [], unclear: [] });
    expect(Object.keys(given).sort()).toEqual(inputs.map(({ key }) => key).sort());
  });

  test('rows left empty stay open', () => {
    expect(read('1.1\tSố TTHC\tThủ tục\t\n1.2\tSố TTHC công bố mới\tThủ tục\t4', frame('iii')).given).toEqual(
      { iii_1_2: 4 },
    );
  });

  test('lines of a table are not taken for rows of the form', () => {
    const { given, unread } = read('1\tCông thương\t100\t60\t5\n2\tHàng hóa\t10\t6\t0', frame(null));
    expect({ given, unread: unread.length }).toEqual({ given: {}, unread: 2 });
  });
});

test('a question is left to the rest of the conversation', () => {
  const asked = keysOf('iii').slice(0, 5);
  expect(readAnswers('bao giờ đoàn đến làm việc', frame('iii', asked)).isOtherTalk).toBe(true);
  expect(readAnswers('mười hai', frame('iii', asked)).isOtherTalk).toBe(false);
});

test('whatever is typed is either taken or quoted back, and nothing breaks', () => {
  const asked = keysOf('iii').slice(0, 5);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { answers, unread, unclear } = readAnswers(text, frame('iii', asked, keysOf('iii')));
      if (/\d/.test(text) && !/^[\s;,]*$/.test(text))
        expect(answers.size + unread.length + unclear.length).toBeGreaterThan(0);
    }),
  );
});
