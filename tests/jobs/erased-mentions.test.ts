import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ERASED_NAME } from '../../src/services/erasure.ts';
import { difficulty, erasureRequest, person } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-25', '09:00');
const FOCAL = 'focal@Sở Công Thương';
const SNV = 'coordinator@Sở Nội vụ';

/** The officer of Sở Công Thương is named, and may be erased by the coordinator. */
async function named(name: string) {
  const season = await openSeason();
  const { id: officer } = await season.author(FOCAL);
  await season.db.update(person).set({ name, phone: '0912345678' }).where(eq(person.id, officer));
  const erase = async () => {
    const { id } = await season.services.erasure.ask(officer, now);
    const by = await season.author(SNV);
    return season.services.erasure.decide({ request: id, reason: null, by }, now);
  };
  return { ...season, officer, erase };
}

test('what a person said was wrong about them is not kept once they are erased; their other questions are, without the name', async () => {
  const { db, erase, ...season } = await named('Nguyễn Thị Hòa (A+)');
  const chat = chatOf({ db, env: season.env }, FOCAL, 'terminal');
  await chat.says('SAI', now);
  await chat.says('họ tên đúng là Nguyễn Thị Hoà Bình', now);
  await chat.says('gửi', now);
  await chat.says('HOI', now);
  await chat.says('Biểu 2 ghi thế nào? Xin gọi NGUYỄN THỊ HÒA (A+), 0912.345.678 hoặc 0912345678', now);
  await chat.says('gửi', now);
  await db.update(difficulty).set({ answer: 'Đồng chí nguyễn thị hòa (a+) ghi số lũy kế' });
  await erase();
  const [correction, question] = await db.select().from(difficulty).orderBy(difficulty.id);
  expect(correction?.text).toBe(ERASED_NAME);
  expect(question?.text).toContain('Biểu 2 ghi thế nào?');
  expect(question?.answer).toBe(`Đồng chí ${ERASED_NAME} ghi số lũy kế`);
  expect(JSON.stringify(question)).not.toMatch(/nguyễn thị hòa|0912345678/i);
});

test('a reason why nobody was erased does not name who was', async () => {
  const { db, services, erase, author } = await named('Lê Thị Mẫu');
  const { id: head } = await author('unit_head@Sở Công Thương');
  const wish = await services.erasure.ask(head, now);
  const by = await author(SNV);
  await services.erasure.decide({ request: wish.id, reason: 'Chờ đồng chí Lê Thị Mẫu bàn giao', by }, now);
  await erase();
  const [row] = await db.select().from(erasureRequest).where(eq(erasureRequest.id, wish.id));
  expect(row?.reason).toBe(`Chờ đồng chí ${ERASED_NAME} bàn giao`);
});
