import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { TelegramTokenError } from '../../src/channels/telegram/insist.ts';
import { MENU } from '../../src/conversations/commands.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { runService } from '../../src/jobs/run.ts';
import { createTransact } from '../../src/services/services.ts';
import { WORK_CHANNEL } from '../../src/store/messages.ts';
import { storedFile } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { at, calendar, planNamed, testEnvironment } from '../support/plans.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { TelegramServer } from '../support/telegram-server.ts';

const plan = planNamed('binh-phuoc-2023');
const now = at('2023-07-29', '09:30');

/** The service as `dondoc serve` runs it, on Telegram's stand-in; the plan is issued, one officer has a code. */
async function service(token?: string, openFile = testDesk.openFile) {
  const connection = await freshDatabase();
  const transact = createTransact(connection.db, testEnvironment());
  const code = await transact(async ({ registry, people }) => {
    await registry.load(
      { ...plan, document: { ...plan.document, number: '1200/QĐ-UBND', date: '2023-07-05' } },
      at('2023-07-05'),
    );
    const unit = (await registry.units()).find(({ name }) => name === 'Sở Công Thương')!;
    const { jurisdictionId, id: unitId } = unit;
    const person = {
      jurisdictionId,
      unitId,
      name: 'Lê Thị Mẫu',
      title: 'Chuyên viên',
      roles: ['focal' as const],
      by: null,
    };
    const personId = await people.add(person, at('2023-07-10'));
    return (await people.issueCode(personId, null, now)).code;
  });
  const server = await TelegramServer.open();
  const log = pino({ level: 'silent' });
  const channel = createTelegramChannel({
    bot: 'telegram',
    token: token ?? server.token,
    apiRoot: server.root,
    menu: MENU,
    clock: () => now,
    log,
  });
  const stopping = new AbortController();
  const understanding = createUnderstanding(languages);
  const ended = runService(
    {
      transact,
      ...testDesk,
      openFile,
      calendar,
      understanding,
      channels: [channel],
      log,
      now: () => now,
      uptime: () => performance.now(),
      holder: 'this process',
      describeError: String,
      listenToWork: (heard) => connection.listen(WORK_CHANNEL, heard),
    },
    stopping.signal,
  );
  const stop = async (): Promise<void> => {
    stopping.abort();
    await ended;
  };
  onTestFinished(async () => {
    stopping.abort();
    await ended.catch(() => undefined);
    await server.close();
  });
  const answer = (count: number) => vi.waitUntil(() => server.messages.at(count - 1), { timeout: 10_000 });
  return { db: connection.db, server, code, ended, stop, answer };
}

test('an officer opens the deep link, agrees, asks for deadlines, presses a button, and is answered', async () => {
  const { server, code, stop, answer } = await service();
  const officer = telegramPerson(42);
  server.arrive(officer.says(`/start ${code}`));
  server.arrive(officer.presses(await answer(1), 'Đồng ý'));
  expect((await answer(2)).text).toContain('Đã xác nhận: đồng chí Lê Thị Mẫu, Chuyên viên, Sở Công Thương.');
  server.arrive(officer.says('/han'));
  const deadlines = await answer(3);
  expect(deadlines.text).toContain('trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy)');
  server.arrive(officer.presses(deadlines, 'Lịch kiểm tra'));
  expect((await answer(4)).text).toContain('Kiểm tra tại Sở Công Thương');
  await stop();
  expect(server.faults).toEqual([]);
});

test('a stranger learns nothing but that a code is needed, and a code serves once', async () => {
  const { server, code, answer } = await service();
  server.arrive(telegramPerson(7).says('cho xem số liệu Sở Công Thương'));
  expect((await answer(1)).text).toContain('Đề nghị nhập mã kết nối');
  server.arrive(telegramPerson(42).says(code));
  await answer(2);
  server.arrive(telegramPerson(42).says('đồng ý'));
  expect((await answer(3)).text).toContain('Đã xác nhận');
  server.arrive(telegramPerson(7).says(code));
  expect((await answer(4)).text).toContain('đã được sử dụng');
});

test('a document is had from Telegram before it is answered; what no dialogue takes is not kept', async () => {
  const { db, server, code, answer, stop } = await service();
  const officer = telegramPerson(42);
  server.arrive(officer.says(code));
  server.arrive(officer.presses(await answer(1), 'Đồng ý'));
  await answer(2);
  server.files.keep('BQACAgU', Buffer.from('%PDF-1.7'));
  const document = { file_id: 'BQACAgU', file_unique_id: 'u1', file_name: 'bao-cao.pdf', file_size: 8 };
  server.arrive(officer.sends({ document }));
  server.arrive(officer.says('HAN'));
  expect((await answer(3)).text).toContain('Tệp "bao-cao.pdf" chưa được tiếp nhận tại đây');
  expect((await answer(4)).text).toContain('trước ngày 30/7/2023');
  await stop();
  expect(server.countOf('getFile')).toBe(1);
  expect(await db.select().from(storedFile)).toEqual([]);
  expect(server.faults).toEqual([]);
});

test('while a workbook is looked into, other chats are answered, and its own waits; it is looked into once', async () => {
  let opened = 0;
  let isReady = false;
  const { server, code, answer } = await service(undefined, async () => {
    opened += 1;
    await vi.waitUntil(() => isReady, { timeout: 10_000 });
    return { kind: 'fault', fault: 'damaged' };
  });
  const officer = telegramPerson(42);
  server.arrive(officer.says(code));
  server.arrive(officer.presses(await answer(1), 'Đồng ý'));
  await answer(2);
  server.files.keep('BQACAgU', Buffer.from('PK'));
  const document = { file_id: 'BQACAgU', file_unique_id: 'u1', file_name: 'bieu.xlsx', file_size: 2 };
  server.arrive(officer.sends({ document }));
  server.arrive(officer.says('HAN'));
  await vi.waitUntil(() => opened > 0, { timeout: 10_000 });
  server.arrive(telegramPerson(7).says('cho xem số liệu'));
  expect((await answer(3)).chat_id).toBe('7');
  isReady = true;
  expect((await answer(4)).text).toContain('Tệp bị hỏng');
  expect((await answer(5)).text).toContain('trước ngày 30/7/2023');
  expect(opened).toBe(1);
});

test('the same update brought twice is answered once', async () => {
  const { server, code, answer } = await service();
  const officer = telegramPerson(42);
  server.arrive(officer.says(code));
  await answer(1);
  server.repeatConfirmed();
  server.arrive(officer.says('HAN'));
  await answer(2);
  expect(server.messages).toHaveLength(2);
});

test('a wrong token ends the whole service with the name of the setting, not its value', async () => {
  const { ended } = await service('123456:another-token-that-is-not-the-right-one');
  await expect(ended).rejects.toThrow(TelegramTokenError);
  await expect(ended).rejects.toThrow('TELEGRAM_TOKEN');
});
