import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { compose } from '../../src/conversations/compose.ts';
import { tick } from '../../src/jobs/tick.ts';
import { createTransact } from '../../src/services/services.ts';
import { account, message, person } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const asked = at('2023-07-21', '15:00');
const FOCAL = 'focal@Sở Công Thương';
const SNV = 'coordinator@Sở Nội vụ';

async function office() {
  const season = await openSeason();
  const { id: officer } = await season.author(FOCAL);
  const transact = createTransact(season.db, season.env);
  const run = (moment: Date) => tick({ transact, log: pino({ level: 'silent' }) }, moment);
  const told = async () =>
    (await season.news()).filter(
      ({ subject, state }) =>
        (subject as { about?: string } | null)?.about === 'erasure_asked' && state !== 'void',
    );
  const worded = async (row: Awaited<ReturnType<typeof told>>[number], now: Date) => {
    const reader = (await season.db.select().from(person).where(eq(person.id, row.personId!)))[0]!;
    const scope = await season.services.people.scope(reader.id, now);
    const { services, env } = season;
    const composed = await compose(
      { services, calendar: env.calendar, person: { ...reader, scope }, now },
      row.subject as never,
    );
    return 'nothing' in composed ? composed.nothing : composed.text;
  };
  await run(at('2023-07-21', '08:00'));
  return {
    ...season,
    officer,
    run,
    told,
    worded,
    sent: () => season.db.update(message).set({ state: 'sent' }),
  };
}

test('a wish still without a word is recalled on the morning of its last working day, once', async () => {
  const season = await office();
  const { answerBy } = await season.services.erasure.ask(season.officer, asked);
  expect(answerBy).toBe('2023-07-25');
  await season.sent();
  for (const day of ['2023-07-22', '2023-07-23', '2023-07-24'] as const) await season.run(at(day, '08:00'));
  expect(await season.told()).toHaveLength(1);
  await season.run(at('2023-07-25', '00:01'));
  await season.run(at('2023-07-25', '08:00'));
  await season.run(at('2023-07-26', '08:00'));
  const [, recalled, ...more] = await season.told();
  expect(more).toEqual([]);
  expect(recalled).toMatchObject({ notBefore: at('2023-07-25', '07:30'), chatId: SNV });
  const text = await season.worded(recalled!, at('2023-07-25', '07:30'));
  expect(text).toContain('hôm nay là ngày trả lời cuối');
  expect(await season.worded(recalled!, at('2023-07-26', '08:00'))).toContain('đã hết ngày 25/7/2023');
});

test('a wish decided or taken back is not recalled', async () => {
  const season = await office();
  await season.services.erasure.ask(season.officer, asked);
  await season.sent();
  await season.services.erasure.withdraw(season.officer, asked);
  await season.run(at('2023-07-25', '08:00'));
  expect(await season.told()).toHaveLength(1);
});

test('the only coordinator who asks hears that nobody else can decide, and what to do; it can be done', async () => {
  const season = await office();
  const chat = chatOf(season, SNV, 'terminal');
  await chat.says('xóa dữ liệu của tôi', asked);
  const sent = await chat.says('gửi', asked);
  expect(sent.text).toContain('không ai quyết định đề nghị của chính mình');
  expect(sent.text).toContain('THEMNGUOI');
  expect(sent.text).not.toContain('tài khoản');
  await chat.says('THEMNGUOI', asked);
  await chat.says('Trần Thị Cúc; Chuyên viên; Sở Nội vụ; thường trực', asked);
  const done = await chat.says('1', asked);
  const code = /([0-9A-Z]{8})/.exec(done.text)![1]!;
  const another = chatOf(season, 'another', 'terminal');
  await another.says(code, asked);
  await another.says('đồng ý', asked);
  expect((await another.says('XOADULIEU', asked)).text).toContain('chuyên viên thường trực');
});

test('where those who decide have no account the person is told to write', async () => {
  const season = await office();
  await season.db.delete(account).where(eq(account.chatId, SNV));
  const chat = chatOf(season, FOCAL, 'terminal');
  await chat.says('xóa dữ liệu của tôi', asked);
  expect((await chat.says('gửi', asked)).text).toContain('chưa kết nối tài khoản');
});
