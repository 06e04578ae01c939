import { describe, expect, it } from 'vitest';
import { readFigures } from '../../src/language/read-figures.ts';

const read = (text: string) => readFigures(text).map(({ label, text: value }) => [label, value]);

describe('readFigures', () => {
  it('takes several codes out of one line', () => {
    expect(read('3.1.1: 1245; 3.1.2: 1230')).toEqual([
      ['3.1.1', '1245'],
      ['3.1.2', '1230'],
    ]);
  });

  it('takes figures out of a sentence, with the words they stand after', () => {
    expect(read('3.1.1 là 1.245 hồ sơ, đúng hạn 1.230')).toEqual([
      ['3.1.1', '1.245 hồ sơ'],
      ['đúng hạn', '1.230'],
    ]);
  });

  it('takes a pasted column, one value a line, keeping where each stood', () => {
    expect(readFigures('14\n\nkhông phát sinh\r\n98,5%')).toEqual([
      { label: null, text: '14', line: 1 },
      { label: null, text: 'không phát sinh', line: 3 },
      { label: null, text: '98,5%', line: 4 },
    ]);
  });

  it('takes rows of a spreadsheet: code and value, or code, name, measure and value', () => {
    expect(read('3.1.1\t1245\n3.1.2\tSố hồ sơ đúng hạn\tHồ sơ\t1230')).toEqual([
      ['3.1.1', '1245'],
      ['3.1.2', '1230'],
    ]);
  });

  it('leaves out a spreadsheet row whose value is empty', () => {
    expect(read('3.1\tTỷ lệ\t%\t\n3.2\tSố\tHồ sơ\t5')).toEqual([['3.2', '5']]);
  });

  it('keeps answers in words as they were typed', () => {
    expect(read('5.2: kết hợp; 6: Không')).toEqual([
      ['5.2', 'kết hợp'],
      ['6', 'Không'],
    ]);
  });

  it('finds nothing in an empty message', () => {
    expect(readFigures(' \n\t\n')).toEqual([]);
  });
});
