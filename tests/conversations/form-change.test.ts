import { expect, test } from 'vitest';
import type { Form } from '../../src/domain/form.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { at, planNamed } from '../support/plans.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const plan = planNamed('binh-phuoc-2023');
const WHO = 'focal@Sở Công Thương';

/** The form with I.2.1 counted otherwise, I.2.2 gone and one row more in section I. */
const edited = (form: Form): Form => ({
  ...form,
  checks: [],
  rows: form.rows.flatMap((row) => {
    if (row.key === 'i_2_2' || row.key === 'i_2') return [];
    if (row.key !== 'i_2_1') return [row];
    return [
      { ...row, measure: 'Nội dung' },
      { ...row, key: 'i_2_moi', code: '2.9', name: 'Số nhiệm vụ bổ sung trong năm' },
    ];
  }),
});

const changed: Plan = { ...plan, forms: plan.forms.map(edited) };

/** An officer has typed three figures; then the form changes, and the next morning comes. */
async function afterTheChange(network: 'zalo' | 'telegram', lines: string[]): Promise<string> {
  const { db } = await rehearsalDatabase({ network });
  const options = { as: WHO, at: '2023-07-11T09:00', network };
  const { rehearsal } = await play(db, options, ['I.1: 5; I.2.1: 40; I.2.2: 39']);
  await rehearsal.transact(({ registry }) => registry.load(changed, at('2023-07-11', '10:00')));
  const { transcript } = await play(db, { as: WHO, network }, ['@at 2023-07-11T10:05', ...lines]);
  return transcript;
}

test('the officer is told what is new, what changed and what is gone, and that the rest stays', async () => {
  const seen = await afterTheChange('zalo', []);
  expect(seen).toContain('Biểu số liệu có điều chỉnh');
  expect(seen).toContain('Dòng mới (01):\n- 2.9 Số nhiệm vụ bổ sung trong năm');
  expect(seen).toContain('Dòng thay đổi cách tính, đơn vị tính hoặc lựa chọn (01):');
  expect(seen).toContain('01 số liệu đã nhập ở các dòng này được giữ lại và cần xác nhận lại.');
  expect(seen).toContain('Không còn trong biểu (01):');
  expect(seen).not.toContain('40');
});

test('the old figure is shown where its row is asked, and GIỮ keeps it', async () => {
  const seen = await afterTheChange('zalo', ['TIEP', 'giữ']);
  expect(seen).toContain('số đã nhập: 40, cần xác nhận lại');
  expect(seen).toContain('Đã giữ nguyên 01 số liệu.');
});

test('before sending, old figures are counted among the missing and can be kept in one step', async () => {
  const seen = await afterTheChange('telegram', [
    'gửi báo cáo',
    '@press Xác nhận lại 01 số liệu đã nhập',
    '@press Giữ số đã nhập',
    'gửi báo cáo',
  ]);
  expect(seen).toContain('Trong đó 01 dòng đã có số nhập trước khi biểu điều chỉnh, cần xác nhận lại.');
  expect(seen).toContain('Đã giữ nguyên 01 số liệu.');
  expect(seen.split('Trong đó 01 dòng')).toHaveLength(2);
});

test('a new figure takes the place of the old one', async () => {
  const seen = await afterTheChange('zalo', ['TIEP', 'I.2.1: 41', 'giữ']);
  expect(seen).toContain('I.2.1 = 41');
  expect(seen.split('số đã nhập: 40')).toHaveLength(2);
  expect(seen).toContain('Không còn số liệu nào cần xác nhận lại.');
});
