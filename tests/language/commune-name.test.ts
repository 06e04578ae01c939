import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCommunes, spellingsOf } from '../../src/language/commune-name.ts';

const meant = (typed: string, ...known: string[]) => createCommunes(known)(typed);

test.each([
  ['X. Tân Phú', 'UBND xã Tân Phú'],
  ['xã tân phú', 'Xã Tân Phú'],
  ['X.Tân Phú', 'XÃ TÂN PHÚ'],
  ['Uỷ ban nhân dân xã Tân Phú', 'xã Tân Phú'],
  ['UBND X. Tân Phú', 'Ủy ban nhân dân xã Tân Phú'],
  ['TT. Đồi Ngô', 'UBND thị trấn Đồi Ngô'],
  ['TT Đồi Ngô', 'thị trấn Đồi Ngô'],
  ['P.1', 'UBND phường 1'],
  ['P01', 'Phường 1'],
  ['xã Hoà Bình', 'xã Hòa Bình'],
  ['xã Tân Phú, huyện Tân Yên', 'UBND xã Tân Phú'],
  ['UBND xã Tân Phú - huyện Tân Yên', 'UBND xã Tân Phú'],
  ['xã Tân Phú huyện Tân Yên', 'UBND xã Tân Phú'],
  ['xã  Ea H’leo', 'xã Ea H’leo'],
])('"%s" is "%s"', (typed, known) => {
  expect(meant(typed, 'xã Khác', known)).toEqual({ kind: 'known', name: known });
});

test.each([
  ['xã Tân Hóa', 'xã Tân Hòa'],
  ['xã Tân Hoa', 'xã Tân Hòa'],
  ['xã Mỹ An', 'xã Mỷ An'],
  ['thị trấn Tân Phú', 'xã Tân Phú'],
  ['phường Tân Phú', 'xã Tân Phú'],
  ['phường 11', 'phường 1'],
  ['xã Xá Lượng', 'xã Lượng'],
  ['xã Tân Phú Đông', 'xã Tân Phú'],
  ['xa tan hoa', 'thị trấn Tân Hòa'],
])('"%s" and "%s" are two communes', (typed, known) => {
  expect(meant(typed, known)).toEqual({ kind: 'new', name: typed });
});

test('what one spelling leaves out is understood where one commune alone can be meant, and the fuller spelling stands', () => {
  const understood = (name: string, less: string) => ({ kind: 'understood', name, less });
  expect(meant('Tân Phú', 'UBND xã Tân Phú')).toEqual(understood('UBND xã Tân Phú', 'Tân Phú'));
  expect(meant('xã Tân Phú', 'Tân Phú')).toEqual(understood('xã Tân Phú', 'Tân Phú'));
  expect(meant('xa tan hoa', 'xã Tân Hòa', 'xã Tân Phú')).toEqual(understood('xã Tân Hòa', 'xa tan hoa'));
  expect(meant('x. Tân Hòa', 'UBND xa tan hoa')).toEqual(understood('x. Tân Hòa', 'UBND xa tan hoa'));
  expect(meant('tan hoa', 'TT. Tân Hòa')).toEqual(understood('TT. Tân Hòa', 'tan hoa'));
});

test('what may be two communes is not guessed', () => {
  const unclear = (...names: string[]) => ({ kind: 'unclear', names });
  expect(meant('Tân Phú', 'xã Tân Phú', 'thị trấn Tân Phú')).toEqual(
    unclear('xã Tân Phú', 'thị trấn Tân Phú'),
  );
  expect(meant('xa tan hoa', 'xã Tân Hòa', 'xã Tân Hóa')).toEqual(unclear('xã Tân Hòa', 'xã Tân Hóa'));
  // One commune known by two spellings is one.
  expect(meant('Tân Phú', 'X. Tân Phú', 'UBND xã Tân Phú')).toMatchObject({ name: 'X. Tân Phú' });
});

test('a name with its level finds the commune of that very name, whatever else is known, and never another', () => {
  const syllable = fc.constantFrom('Tân', 'Tấn', 'Tan', 'Hòa', 'Hóa', 'Hoa', 'Phú', 'Phù', '1', '2');
  const name = fc
    .tuple(fc.constantFrom('xã', 'phường', 'thị trấn'), fc.array(syllable, { minLength: 1, maxLength: 3 }))
    .map(([level, words]) => `${level} ${words.join(' ')}`);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), name, (known, typed) => {
      const found = meant(`UBND ${typed}`, ...known);
      expect(found).toEqual(
        known.includes(typed) ? { kind: 'known', name: typed } : { kind: 'new', name: `UBND ${typed}` },
      );
    }),
  );
});

test('what was given under another spelling of a commune is found, and what may be of another is told apart', () => {
  const found = (given: string[], ...known: string[]) => spellingsOf('UBND xã Tân Phú', given, known);
  expect(found(['Tân Phú', 'xã Khác'], 'UBND xã Tân Phú')).toEqual({ same: ['Tân Phú'], doubtful: [] });
  expect(found(['X. Tân Phú', 'tan phu'])).toEqual({ same: ['X. Tân Phú', 'tan phu'], doubtful: [] });
  expect(found(['Tân Phú', 'thị trấn Tân Phú'], 'thị trấn Tân Phú')).toEqual({
    same: [],
    doubtful: ['Tân Phú'],
  });
  // The name of another commune of the registry is that commune's, though accents are all that tells them apart.
  expect(found(['xa tan phu', 'xã Tân Phù'], 'xã Tan Phu')).toEqual({ same: [], doubtful: [] });
});
