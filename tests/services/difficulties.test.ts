import { expect, test } from 'vitest';
import { at } from '../support/plans.ts';
import { openSeason, SEASON_START } from '../support/season.ts';

const UNIT = 'Sở Công Thương';
const TEXT = 'Phụ lục 2 có tính hồ sơ liên thông không?';

async function asked() {
  const season = await openSeason();
  const officer = await season.author(`focal@${UNIT}`);
  const body = await season.unitId('Sở Nội vụ');
  const { id, told } = await season.services.difficulties.ask(
    { unitId: await season.unitId(UNIT), coordinatorUnitId: body, text: TEXT, askedBy: officer.id },
    SEASON_START,
  );
  return { ...season, officer, body, id, told, by: await season.author('coordinator@Sở Nội vụ') };
}

test('a difficulty goes to the officers of the body that coordinates', async () => {
  const { id, told, news } = await asked();
  expect(told).toEqual({ reached: ['chuyên viên thường trực Sở Nội vụ'], unreached: [] });
  expect((await news()).map(({ chatId, subject }) => ({ chatId, subject }))).toEqual([
    { chatId: 'coordinator@Sở Nội vụ', subject: { about: 'difficulty_asked', difficulty: id } },
  ]);
});

test('the answer goes back to the one who asked, and to nobody else', async () => {
  const { services, id, by, news } = await asked();
  expect(
    await services.difficulties.answer({ difficulty: id, text: 'Có.', by }, at('2023-07-10', '09:00')),
  ).toMatchObject({
    kind: 'done',
    reached: true,
  });
  const answers = (await news()).filter(({ key }) => key?.startsWith(`difficulty:${id}:answer`));
  expect(answers.map(({ chatId }) => chatId)).toEqual([`focal@${UNIT}`]);
});

test('whoever speaks for the unit now is answered where the one who asked no longer does', async () => {
  const { services, id, by, news, author, officer, unitId } = await asked();
  const head = await author(`unit_head@${UNIT}`);
  const unit = await unitId(UNIT);
  await services.handOver.do({ unitId: unit, from: officer.id, to: { person: head.id }, by }, SEASON_START);
  expect(await services.difficulties.countUnanswered([unit])).toBe(1);
  expect(
    await services.difficulties.answer({ difficulty: id, text: 'Có.', by }, at('2023-07-10', '09:00')),
  ).toMatchObject({ kind: 'done', reached: true });
  const answers = (await news()).filter(({ key }) => key?.startsWith(`difficulty:${id}:answer`));
  expect(answers.map(({ chatId }) => chatId)).toEqual([`unit_head@${UNIT}`]);
  expect(await services.difficulties.countUnanswered([unit])).toBe(0);
});

test('an answer for a unit nobody speaks for reaches nobody, and the coordinator is told so', async () => {
  const { services, id, by, officer } = await asked();
  const wish = await services.erasure.ask(officer.id, SEASON_START);
  await services.erasure.decide({ request: wish.id, reason: null, by }, SEASON_START);
  expect(
    await services.difficulties.answer({ difficulty: id, text: 'Có.', by }, at('2023-07-10', '09:00')),
  ).toMatchObject({ kind: 'done', reached: false });
});

test('it is answered once: the second of two answers is told of the first', async () => {
  const { services, id, by } = await asked();
  await services.difficulties.answer({ difficulty: id, text: 'Có.', by }, at('2023-07-10', '09:00'));
  const second = await services.difficulties.answer(
    { difficulty: id, text: 'Không.', by },
    at('2023-07-10', '09:01'),
  );
  expect(second).toMatchObject({ kind: 'already_done', difficulty: { answer: 'Có.' } });
});

test('an answered difficulty no longer waits', async () => {
  const { services, id, by, body } = await asked();
  expect(await services.difficulties.countOpen([body])).toBe(1);
  await services.difficulties.answer({ difficulty: id, text: 'Có.', by }, at('2023-07-10', '09:00'));
  expect(await services.difficulties.open([body])).toEqual([]);
  expect(await services.difficulties.countOpen([body])).toBe(0);
});

test('another body can neither see nor answer it', async () => {
  const { services, id, author } = await asked();
  const other = await author('coordinator@Sở Thông tin và Truyền thông');
  expect(await services.difficulties.open(other.scope.coordinates)).toEqual([]);
  expect(
    await services.difficulties.answer({ difficulty: id, text: 'Có.', by: other }, SEASON_START),
  ).toEqual({
    kind: 'not_found',
  });
});

test('the log holds who asked, not what was asked', async () => {
  const { logged, officer } = await asked();
  const [entry] = await logged('difficulty.ask');
  expect(entry).toMatchObject({ personId: officer.id });
  expect(JSON.stringify(entry)).not.toContain('hồ sơ');
});
