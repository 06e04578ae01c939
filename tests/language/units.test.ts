import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { unitsOfPlans } from '../../src/files/plan-registry.ts';
import { compileLexicon } from '../../src/language/lexicon.ts';
import { createUnitMatcher } from '../../src/language/units.ts';

const lexicon = loadLexicon();
const UNITS = unitsOfPlans();
const words = { ...lexicon.units, everyday: compileLexicon(lexicon).common };
const { match } = createUnitMatcher(UNITS, words);

describe('createUnitMatcher', () => {
  it.each([
    ['skhđt hạn nào', 'Sở Kế hoạch và Đầu tư'],
    ['sở cthương', 'Sở Công Thương'],
    ['so tn&mt', 'Sở Tài nguyên và Môi trường'],
    ['LĐ-TB&XH chưa gửi', 'Sở Lao động - Thương binh và Xã hội'],
    ['Văn hoá, TT&DL nộp chưa', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['sở văn hóa thể thao và du lịch', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['ktra h. Bù Đăng', 'UBND huyện Bù Đăng'],
    ['ub bù đăng', 'UBND huyện Bù Đăng'],
    ['uỷ ban nhân dân huyện bu dang', 'UBND huyện Bù Đăng'],
    ['tp dong xoai', 'UBND thành phố Đồng Xoài'],
    ['bhxh tinh', 'Bảo hiểm xã hội tỉnh'],
    ['vp ubnd tỉnh', 'Văn phòng UBND tỉnh'],
    ['phòng tccb', 'Phòng TCCB'],
    ['kcn nộp chưa', 'Ban Quản lý các KCN tỉnh'],
    ['BQL các khu công nghiệp', 'Ban Quản lý các KCN tỉnh'],
    ['khcn chưa gửi', 'Sở Khoa học và Công nghệ'],
  ])('knows %j as %s', (typed, unit) => {
    expect(match(typed)).toEqual({ units: [unit], ambiguous: [] });
  });

  it.each([
    ['sở lao đông', 'Sở Lao động - Thương binh và Xã hội'],
    ['bù đăngg', 'UBND huyện Bù Đăng'],
    ['sở nội vụu', 'Sở Nội vụ'],
    ['quận lê chna', 'UBND quận Lê Chân'],
  ])('bears one slip of the finger: %j', (typed, unit) => {
    expect(match(typed).units).toEqual([unit]);
  });

  it('asks where two units fit equally', () => {
    expect(match('sở văn hoá').ambiguous).toEqual([
      ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Văn hóa và Thể thao'],
    ]);
    expect(match('bql kkt').ambiguous).toEqual([
      ['Ban Quản lý Khu kinh tế', 'Ban Quản lý Khu kinh tế Hải Phòng'],
    ]);
    expect(match('sở kh').ambiguous).toEqual([['Sở Kế hoạch và Đầu tư', 'Sở Khoa học và Công nghệ']]);
  });

  it('finds several units in one message', () => {
    expect(match('nhắc sở kế hoạch với bù đốp').units).toEqual([
      'Sở Kế hoạch và Đầu tư',
      'UBND huyện Bù Đốp',
    ]);
  });

  it.each([
    'tài chính công',
    'xây dựng kế hoạch',
    'sở mình',
    'đơn vị em',
    'báo cáo quý 3',
    'công tác thanh tra',
    'đề nghị cho đơn vị tôi nộp chậm',
    'nhiệm vụ 9 vướng kinh phí',
  ])('sees no unit in %j', (text) => {
    expect(match(text)).toEqual({ units: [], ambiguous: [] });
  });

  it('takes the bodies of one name in several provinces for one answer', () => {
    const offices = createUnitMatcher(
      ['UBND tỉnh A', 'UBND tỉnh B'].map((parent) => ({
        name: 'Sở Nội vụ',
        aliases: ['SNV'],
        level: 'department',
        parent,
      })),
      lexicon.units,
    );
    expect(offices.match('snv nộp chưa')).toEqual({ units: ['Sở Nội vụ'], ambiguous: [] });
  });

  it('does not take an everyday word for a shortened place', () => {
    const places = createUnitMatcher(
      [{ name: 'UBND quận Hải An', aliases: [], level: 'district' }],
      lexicon.units,
    );
    expect(places.match('hạn nộp báo cáo').units).toEqual([]);
    expect(places.match('q. hải an').units).toEqual(['UBND quận Hải An']);
  });

  it('tells communes of one name apart by the district above', () => {
    const communes = createUnitMatcher(
      [
        ...UNITS,
        {
          name: 'UBND xã Tân Tiến, Bù Đốp',
          aliases: ['xã Tân Tiến'],
          level: 'commune',
          parent: 'UBND huyện Bù Đốp',
        },
        {
          name: 'UBND xã Tân Tiến, Đồng Phú',
          aliases: ['xã Tân Tiến'],
          level: 'commune',
          parent: 'UBND huyện Đồng Phú',
        },
      ],
      lexicon.units,
    );
    expect(communes.match('xã tân tiến').ambiguous[0]).toHaveLength(2);
    expect(communes.match('xã tân tiến, huyện đồng phú').units).toEqual(['UBND xã Tân Tiến, Đồng Phú']);
  });
});
