import { describe, expect, it } from 'vitest';
import { parse } from '../../src/cli/parse.ts';
import { terminalOf } from './lines.ts';

async function run(kind: 'number' | 'date', lines: string[], at = '2023-08-10') {
  const { terminal, out, errors } = terminalOf(lines);
  const code = await parse(kind, { at }, terminal);
  return { code, out: out.map((line) => JSON.parse(line) as unknown), errors };
}

describe('dondoc parse', () => {
  it('answers one JSON line for each number', async () => {
    const { code, out } = await run('number', ['98%', 'không phát sinh', '1,234', 'n/a', '1 23']);
    expect(code).toBe(0);
    expect(out).toEqual([
      { input: '98%', value: 98, unit: '%' },
      { input: 'không phát sinh', value: 0, nothing: true },
      { input: '1,234', ambiguous: ['1.234 (dấu phẩy phân nhóm)', '1,234 (số thập phân)'] },
      { input: 'n/a', invalid: 'chưa có số liệu', missing: true },
      { input: '1 23', invalid: 'dấu phân nhóm không đúng: mỗi nhóm phải có 3 chữ số' },
    ]);
  });

  it('answers one JSON line for each date, counted from the day given', async () => {
    const { out } = await run('date', ['trước ngày 30/8', 'mai', 'quý 5']);
    expect(out).toEqual([
      {
        input: 'trước ngày 30/8',
        type: 'deadline',
        value: '2023-08-30',
        bound: 'before',
        last_day: '2023-08-29',
      },
      { input: 'mai', type: 'date', value: '2023-08-11', bound: 'on', last_day: '2023-08-11' },
      { input: 'quý 5', type: 'invalid', value: 'invalid', bound: null, last_day: null },
    ]);
  });

  it('refuses a reference that is no day', async () => {
    const { code, out, errors } = await run('date', ['mai'], '2023-02-30');
    expect(code).toBe(2);
    expect(out).toEqual([]);
    expect(errors[0]).toContain('2023-02-30');
  });
});
