import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createZaloChannel } from '../../src/channels/zalo/channel.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { runService } from '../../src/jobs/run.ts';
import { createTransact } from '../../src/services/services.ts';
import { WORK_CHANNEL } from '../../src/store/messages.ts';
import { freshDatabase } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { at, calendar, planNamed, testEnvironment } from '../support/plans.ts';
import { zaloPerson } from '../support/zalo-person.ts';
import { ZaloServer } from '../support/zalo-server.ts';

const plan = planNamed('binh-phuoc-2023');
const now = at('2023-07-28', '09:30');

/** The service as `dondoc serve` runs it, polling Zalo's stand-in; the plan is issued, one officer has a code. */
async function service() {
  const connection = await freshDatabase();
  const transact = createTransact(connection.db, testEnvironment());
  const code = await transact(async ({ registry, people }) => {
    await registry.load(
      { ...plan, document: { ...plan.document, number: '1200/QĐ-UBND', date: '2023-07-05' } },
      at('2023-07-05'),
    );
    const unit = (await registry.units()).find(({ name }) => name === 'Sở Công Thương')!;
    const person = {
      jurisdictionId: unit.jurisdictionId,
      unitId: unit.id,
      name: 'Lê Thị Mẫu',
      title: 'Chuyên viên',
      roles: ['focal' as const],
      by: null,
    };
    const personId = await people.add(person, at('2023-07-10'));
    return (await people.issueCode(personId, null, now)).code;
  });
  const server = await ZaloServer.open();
  const log = pino({ level: 'silent' });
  const channel = createZaloChannel({
    bot: 'zalo',
    token: server.token,
    apiRoot: server.root,
    clock: () => now,
    log,
    // As fast as the stand-in takes it: the pace is another test's matter.
    pace: { perSecond: 1000, burst: 1000, keptForReplies: 0, chatPerSecond: 1000, chatBurst: 1000 },
  });
  const stopping = new AbortController();
  const ended = runService(
    {
      transact,
      ...testDesk,
      calendar,
      understanding: createUnderstanding(languages),
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
  onTestFinished(async () => {
    stopping.abort();
    await ended.catch(() => undefined);
    await server.close();
    expect(server.faults).toEqual([]);
  });
  const officer = zaloPerson('6ede9afa66b88fe6d6a9');
  /** What the officer reads after writing this. */
  const say = async (text: string): Promise<string> => {
    const before = server.messages.length;
    server.arrive(officer.says(text), text === 'HAN' ? 'twice' : 'once');
    const message = await vi.waitUntil(() => server.messages.at(before), { timeout: 10_000 });
    return message.text;
  };
  return { code, say, server };
}

test('on Zalo an officer types the code, and answers choices by number, by word and without accents', async () => {
  const { code, say, server } = await service();
  expect(await say('alo')).toContain('Đề nghị nhập mã kết nối');
  expect(await say(code)).toMatch(/\n1\. Đồng ý\n2\. Không đồng ý\n3\. /);
  expect(await say('dong y')).toContain('Đã xác nhận: đồng chí Lê Thị Mẫu, Chuyên viên, Sở Công Thương.');
  const deadlines = await say('HAN');
  expect(deadlines).toContain('trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy)');
  expect(deadlines).toMatch(/\n1\. .*\n2\. /);
  expect(await say('lich kiem tra')).toContain('Kiểm tra tại Sở Công Thương');
  expect(await say('GUI')).toContain('\n1. I. Công tác chỉ đạo điều hành CCHC: 0/13 đã có\n');
  expect(await say('1')).toContain('Mục I. Công tác chỉ đạo điều hành CCHC (0/13 đã có)');
  expect(await say('12\n5\n5\n3\n0')).toContain('Đã ghi: I.1 = 12');
  expect(await say('danh sach')).toContain('\n1. I. Công tác chỉ đạo điều hành CCHC: 5/13 đã có\n');
  // What came twice was answered once.
  expect(server.messages).toHaveLength(9);
}, 60_000);
