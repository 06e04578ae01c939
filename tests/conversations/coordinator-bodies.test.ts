import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { grants } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-20', '09:00');

test('nobody is made a coordinator of a body by another, though it follows that body as a unit', async () => {
  const season = await openSeason();
  const coordinator = chatOf(season, 'coordinator@Sở Nội vụ', 'terminal');
  const before = await season.db.select().from(grants).where(eq(grants.role, 'coordinator'));
  await coordinator.says('THEMNGUOI', now);
  const asked = await coordinator.says(
    'Nguyễn Thị Mẫu; Chuyên viên; Sở Công Thương; cơ quan thường trực',
    now,
  );
  expect(asked.text).toContain('Vai trò cơ quan thường trực của Sở Công Thương do chính cơ quan đó giao.');
  expect(asked.choices).toHaveLength(3);
  expect(asked.choices.join()).not.toContain('thường trực');
  await coordinator.says('THEMNGUOI', now);
  const own = await coordinator.says('Nguyễn Thị Mẫu; Chuyên viên; Sở Nội vụ; cơ quan thường trực', now);
  expect(own.text).toContain('vai trò cơ quan thường trực, và cấp mã kết nối?');
  await coordinator.says('1', now);
  const after = await season.db.select().from(grants).where(eq(grants.role, 'coordinator'));
  expect(after).toHaveLength(before.length + 1);
});
