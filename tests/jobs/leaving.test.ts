import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { compose } from '../../src/conversations/compose.ts';
import { dispatchNext } from '../../src/jobs/dispatch.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import {
  account,
  erasureRequest,
  grants,
  jurisdiction,
  message,
  person,
  reminder,
} from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { speaking } from '../support/speaking.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-25', '09:00');
const SCT = 'Sở Công Thương';
const FOCAL = `focal@${SCT}`;
const SNV = 'coordinator@Sở Nội vụ';

/** The season, and everybody's chat at the terminal. */
async function office() {
  const season = await openSeason();
  const chat = (who: string) => chatOf(season, who, 'terminal');
  const { id: from } = await season.author(FOCAL);
  const unitId = await season.unitId(SCT);
  const { id: coordinatorId } = await season.author(SNV);
  const by = async () => ({
    id: coordinatorId,
    scope: await season.services.people.scope(coordinatorId, now),
  });
  const focals = async () =>
    (await season.services.people.holders([unitId], ['focal'], now)).map(({ name }) => name);
  const accountOf = async (chatId: string) =>
    (await season.db.select().from(account).where(eq(account.chatId, chatId)))[0];
  return { ...season, idOf: season.unitId, chat, from, unitId, by, focals, accountOf };
}

test('a hand-over in one sentence: the successor gets a code and the draft, the predecessor a last word and nothing more', async () => {
  const season = await office();
  const [old, coordinator] = [season.chat(FOCAL), season.chat(SNV)];
  await old.says('GUI', now);
  await old.says('IV.2.1: 50', now);
  const card = await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  expect(card.text).toContain(
    `Bàn giao đầu mối ${SCT}: từ đồng chí đầu mối CCHC ${SCT} sang đồng chí Nguyễn Văn Bình, Chuyên viên`,
  );
  const done = await coordinator.says('1', now);
  expect(done.text).toContain('đã ngừng kết nối');
  const code = /: ([0-9A-Z]{8})\n/.exec(done.text)![1]!;
  expect(await season.focals()).toEqual(['Nguyễn Văn Bình']);

  const lastWord = (await old.heard()).at(-1)!;
  expect(lastWord).toMatchObject({
    personId: null,
    text: expect.stringContaining('do người khác đảm nhận') as string,
  });
  expect((await old.says('52', now)).text).toContain('Đề nghị nhập mã kết nối');
  expect((await old.says('XEM', now)).text).toContain('Đề nghị nhập mã kết nối');

  const successor = chatOf(season, 'new', 'terminal');
  await successor.says(code, now);
  const linked = await successor.says('đồng ý', now);
  expect(linked.text).toContain(`theo dõi, gửi báo cáo của ${SCT}`);
  expect(linked.text).toContain('Việc gần nhất');
  expect(linked.text).toContain('soạn TIEP');
  expect((await successor.says('TIEP', now)).text).not.toContain('Đề nghị nhập mã kết nối');
  expect(await season.logged('unit.hand_over')).toHaveLength(1);
});

test('step by step, with wrong words on the way', async () => {
  const season = await office();
  const coordinator = season.chat(SNV);
  expect((await coordinator.says('BANGIAO', now)).text).toContain('Ví dụ: bàn giao đầu mối');
  expect((await coordinator.says('Sở Không Có', now)).text).toContain('Chưa xác định được');
  expect((await coordinator.says(SCT, now)).text).toContain('bàn giao đầu mối Sở Công Thương cho ai?');
  expect((await coordinator.says('Bình', now)).text).toContain('Chưa đọc được họ tên');
  expect((await coordinator.says('Nguyễn Văn Bình', now)).text).toContain(
    'Chức vụ của đồng chí Nguyễn Văn Bình?',
  );
  expect((await coordinator.says('Chuyên viên', now)).choices).toHaveLength(3);
  expect((await coordinator.says('không', now)).text).not.toContain('Đã bàn giao');
  expect(await season.focals()).toEqual([`đầu mối CCHC ${SCT}`]);
});

test('a hand-over to the predecessor’s own name asks whether another person is meant', async () => {
  const season = await office();
  const coordinator = season.chat(SNV);
  await season.db.update(person).set({ name: 'Lê Thị Mẫu' }).where(eq(person.id, season.from));
  const asked = await coordinator.says(`ban giao dau moi ${SCT} cho lê thị mẫu; Chuyên viên`, now);
  expect(asked.choices).toEqual(['Người khác cùng tên lê thị mẫu', 'Không thực hiện']);
  expect((await coordinator.says('1', now)).text).toContain('(người mới, được cấp mã kết nối)');
});

test('of several focal officers the one who leaves is asked for, and the others stay', async () => {
  const season = await office();
  const { id: head } = await season.author(`unit_head@${SCT}`);
  await season.services.people.grant(head, 'focal', season.unitId, null, now);
  const coordinator = season.chat(SNV);
  const asked = await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  expect(asked.text).toContain('có nhiều đầu mối');
  await coordinator.says('1', now);
  expect((await coordinator.says('1', now)).text).toContain('Đã bàn giao');
  expect(await season.focals()).toEqual([`thủ trưởng ${SCT}`, 'Nguyễn Văn Bình']);
});

test('somebody of the unit who is known takes over with the account they have, and what waited goes to them', async () => {
  const season = await office();
  const { id: head } = await season.author(`unit_head@${SCT}`);
  await season.services.messages.tell(
    [
      {
        personId: season.from,
        key: 'k',
        subject: { about: 'urged', report: (await season.reportOf(SCT)).id, by: 1 },
      },
    ],
    now,
  );
  const handed = await season.services.handOver.do(
    { unitId: season.unitId, from: season.from, to: { person: head }, by: await season.by() },
    now,
  );
  expect(handed).toMatchObject({ kind: 'done', isCutOff: true, isReached: true });
  const rows = await season.db.select().from(message).where(eq(message.personId, head));
  expect(
    rows.map(({ state, chatId, subject }) => [state, chatId, (subject as { about: string }).about]),
  ).toEqual([
    ['ready', `unit_head@${SCT}`, 'urged'],
    ['ready', `unit_head@${SCT}`, 'handed_over'],
  ]);
  expect(
    await season.db
      .select()
      .from(message)
      .where(and(eq(message.personId, season.from), eq(message.state, 'ready'))),
  ).toEqual([]);
});

test('what was put off for the predecessor alone is said to the successor', async () => {
  const season = await office();
  const [one] = await season.remindersOf({ report: (await season.reportOf(SCT)).id });
  await season.db.update(reminder).set({ personId: season.from }).where(eq(reminder.id, one!.id));
  const handed = await season.services.handOver.do(
    {
      unitId: season.unitId,
      from: season.from,
      to: { name: 'Nguyễn Văn Bình', title: 'Chuyên viên' },
      by: await season.by(),
    },
    now,
  );
  const [after] = await season.db.select().from(reminder).where(eq(reminder.id, one!.id));
  expect(handed).toMatchObject({ kind: 'done', personId: after?.personId });
});

test('who keeps another role keeps the account, and only the unit goes', async () => {
  const season = await office();
  const unitId = await season.idOf('Sở Tài nguyên và Môi trường');
  await season.services.people.grant(season.from, 'focal', unitId, null, now);
  const coordinator = season.chat(SNV);
  await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  expect((await coordinator.says('xác nhận', now)).text).toContain('còn phân công khác');
  expect((await season.chat(FOCAL).heard()).at(-1)?.text).toContain(
    'các phân công khác của đồng chí không thay đổi',
  );
  const { ownUnits } = await season.services.people.scope(season.from, now);
  expect(ownUnits).toEqual([unitId]);
  expect(await season.accountOf(FOCAL)).toMatchObject({ state: 'active' });
});

test('of who keeps another role only the news of the unit goes to the successor', async () => {
  const season = await office();
  const STNMT = 'Sở Tài nguyên và Môi trường';
  await season.services.people.grant(season.from, 'focal', await season.idOf(STNMT), null, now);
  const news = async (unit: string) => ({
    personId: season.from,
    key: unit,
    subject: { about: 'urged', report: (await season.reportOf(unit)).id, by: 1 } as const,
  });
  await season.services.messages.tell([await news(SCT), await news(STNMT)], now);
  const { id: head } = await season.author(`unit_head@${SCT}`);
  const base = { unitId: season.unitId, from: season.from, by: await season.by() };
  await season.services.handOver.do({ ...base, to: { person: head } }, now);
  const keysOf = async (id: number) =>
    (await season.news()).filter((one) => one.personId === id && one.state === 'ready').map(({ key }) => key);
  expect(await keysOf(season.from)).toEqual([STNMT]);
  expect(await keysOf(head)).toEqual([SCT, expect.stringContaining('handed_over')]);
});

test.each([true, false])(
  'a predecessor with two accounts has the last word on each (cut off: %s)',
  async (isCutOff) => {
    const season = await office();
    await season.services.people.linkAccount('zalo', 'z1', season.from, at('2023-07-20'));
    const elsewhere = await season.idOf('Sở Tài nguyên và Môi trường');
    if (!isCutOff) await season.services.people.grant(season.from, 'focal', elsewhere, null, now);
    const coordinator = season.chat(SNV);
    await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
    await coordinator.says('1', now);
    for (const chat of [season.chat(FOCAL), chatOf(season, 'z1', 'zalo')])
      expect((await chat.heard()).at(-1)?.text).toContain('do người khác đảm nhận');
  },
);

test('nothing is handed over to oneself, by an outsider, of a unit outside, or to a person elsewhere', async () => {
  const season = await office();
  const by = await season.by();
  const base = { unitId: season.unitId, from: season.from, by };
  const handOver = (input: Partial<Parameters<typeof season.services.handOver.do>[0]>) =>
    season.services.handOver.do({ ...base, to: { name: 'A B', title: '' }, ...input }, now);
  expect(await handOver({ to: { person: season.from } })).toEqual({ kind: 'same_person' });
  expect(await handOver({ by: await season.author(FOCAL) })).toEqual({ kind: 'not_found' });
  expect(await handOver({ unitId: 999_999 })).toEqual({ kind: 'not_found' });
  expect(await handOver({ to: { person: 999_999 } })).toEqual({ kind: 'changed_meanwhile' });
  const { id: head } = await season.author(`unit_head@${SCT}`);
  const [elsewhere] = await season.db
    .insert(jurisdiction)
    .values({ key: 'elsewhere', name: 'Tỉnh khác' })
    .returning();
  const { name, preferences } = (await season.services.people.find(head))!;
  const [stranger] = await season.db
    .insert(person)
    .values({ jurisdictionId: elsewhere!.id, name, preferences })
    .returning();
  expect(await handOver({ to: { person: stranger!.id } })).toEqual({ kind: 'changed_meanwhile' });
  await season.db.update(person).set({ erasedAt: now }).where(eq(person.id, head));
  expect(await handOver({ to: { person: head } })).toEqual({ kind: 'changed_meanwhile' });
  expect(await season.focals()).toEqual([`đầu mối CCHC ${SCT}`]);
  expect((await season.chat(FOCAL).says('BANGIAO', now)).text).not.toContain('Ví dụ');
});

test('of two coordinators who hand over at the same moment one does', async () => {
  const season = await office();
  const by = await season.by();
  const handOver = (name: string) =>
    createTransact(
      season.connectAgain(1).db,
      season.env,
    )((services) =>
      services.handOver.do({ unitId: season.unitId, from: season.from, to: { name, title: '' }, by }, now),
    );
  const handed = await Promise.all([handOver('Nguyễn Văn Bình'), handOver('Trần Thị Cúc')]);
  expect(handed.map(({ kind }) => kind).sort()).toEqual(['changed_meanwhile', 'done']);
  expect(await season.focals()).toHaveLength(1);
});

test('an update of the predecessor handled while the hand-over commits is answered as to a stranger', async () => {
  const season = await office();
  const by = await season.by();
  const old = season.chat(FOCAL);
  await old.store({ kind: 'text', text: 'HAN' }, now);
  const another = createTransact(season.connectAgain(1).db, season.env);
  let handled: Promise<boolean> | undefined;
  await createTransact(
    season.db,
    season.env,
  )(async (services) => {
    await services.handOver.do(
      { unitId: season.unitId, from: season.from, to: { name: 'Nguyễn Văn Bình', title: '' }, by },
      now,
    );
    handled = old.handle(now, another);
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await handled;
  expect((await old.heard()).at(-1)?.text).toContain('Đề nghị nhập mã kết nối');
});

test('an answer whose sending was cut short by the network does not leave once the account is cut; a receipt does', async () => {
  const season = await office();
  const sent: string[] = [];
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    receive: () => Promise.resolve(),
    send: (_chatId, { text }) => {
      sent.push(text);
      return Promise.resolve({ kind: 'sent', externalId: '1' });
    },
  };
  const transact = createTransact(season.db, season.env);
  const log = pino({ level: 'silent' });
  const parts = { transact, calendar: season.env.calendar, channel, log, now: () => now, realNow: () => now };
  const to = { bot: 'terminal', chatId: FOCAL, personId: season.from };
  const body = (text: string) => ({ text, offers: [], revision: null, files: [] });
  await season.services.messages.reply(to, [{ kind: 'reply', body: body('draft') }], now);
  const claimed = (await season.services.outbox.claim('terminal', { now, realNow: now }))!;
  await season.services.messages.reply(to, [{ kind: 'receipt', body: body('receipt') }], now);
  await season.services.handOver.do(
    {
      unitId: season.unitId,
      from: season.from,
      to: { name: 'Nguyễn Văn Bình', title: '' },
      by: await season.by(),
    },
    now,
  );
  await season.services.outbox.markLater(claimed, 0, 'network', now);
  while (await dispatchNext(parts));
  expect(sent).toEqual(['receipt']);
});

test('an answer to the predecessor that the network gave back does not leave once the chat is the successor’s', async () => {
  const season = await office();
  const to = { bot: 'terminal', chatId: FOCAL, personId: season.from };
  const body = { text: 'for the predecessor', offers: [], revision: null, files: [] };
  await season.services.messages.reply(to, [{ kind: 'reply', body }], now);
  const claimed = (await season.services.outbox.claim('terminal', { now, realNow: now }))!;
  const coordinator = season.chat(SNV);
  await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  const code = /: ([0-9A-Z]{8})\n/.exec((await coordinator.says('1', now)).text)![1]!;
  await season.services.outbox.markLater(claimed, 0, 'network', now);
  await season.chat(FOCAL).says(code, now);
  await season.chat(FOCAL).says('đồng ý', now);
  const sent: string[] = [];
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    receive: () => Promise.resolve(),
    send: (_chatId, { text }) => {
      sent.push(text);
      return Promise.resolve({ kind: 'sent', externalId: '1' });
    },
  };
  const transact = createTransact(season.db, season.env);
  const log = pino({ level: 'silent' });
  const parts = { transact, calendar: season.env.calendar, channel, log, now: () => now, realNow: () => now };
  while (await dispatchNext(parts));
  expect(sent.some((text) => text.includes('Đã xác nhận'))).toBe(true);
  expect(sent).not.toContain('for the predecessor');
  expect(await season.services.messages.find(claimed.id)).toMatchObject({ state: 'void' });
});

test('the phone of a predecessor brings them back to nothing', async () => {
  const season = await office();
  await season.db.update(person).set({ phone: '0912345678' }).where(eq(person.id, season.from));
  await season.services.handOver.do(
    {
      unitId: season.unitId,
      from: season.from,
      to: { name: 'Nguyễn Văn Bình', title: '' },
      by: await season.by(),
    },
    now,
  );
  const answer = await season.chat(FOCAL).sends({ kind: 'contact', phone: '0912345678' }, now);
  expect(answer.text).toContain('Chưa kết nối được');
});

test('a code of the predecessor not yet typed is void after the hand-over, also where consent was being asked', async () => {
  const season = await office();
  await season.db.update(person).set({ consentedAt: null }).where(eq(person.id, season.from));
  const { code } = await season.services.people.issueCode(season.from, null, now);
  const stranger = chatOf(season, '42');
  expect((await stranger.says(code, now)).choices).toHaveLength(3);
  await season.services.handOver.do(
    {
      unitId: season.unitId,
      from: season.from,
      to: { name: 'Nguyễn Văn Bình', title: '' },
      by: await season.by(),
    },
    now,
  );
  expect((await stranger.says('1', now)).text).toContain('Đề nghị nhập mã kết nối');
  expect((await stranger.says(code, now)).text).toContain('đã hết hiệu lực');
});

test('the successor who has an account is told what is open, unless the role has passed on again', async () => {
  const season = await office();
  const { id: head } = await season.author(`unit_head@${SCT}`);
  const context = await speaking(season, `unit_head@${SCT}`, now);
  const reader = {
    ...context,
    person: { id: head, name: 'thủ trưởng', title: null, scope: context.speaker.scope },
  };
  const news = await compose(reader, { about: 'handed_over', unit: season.unitId });
  expect(news).toMatchObject({ text: expect.stringContaining('Việc gần nhất') as string });
  const nobody = { ...context.speaker.scope, ownUnits: [] };
  const within = createServices(season.db, season.env).messages.within;
  expect(await within(nobody, { about: 'handed_over', unit: season.unitId }, now)).toBeUndefined();
});

test('grants ended by a hand-over do not come back the same day', async () => {
  const season = await office();
  const by = await season.by();
  const first = await season.services.handOver.do(
    { unitId: season.unitId, from: season.from, to: { name: 'Nguyễn Văn Bình', title: '' }, by },
    now,
  );
  if (first.kind !== 'done') throw new Error('not handed over');
  const back = await season.services.handOver.do(
    { unitId: season.unitId, from: first.personId, to: { person: season.from }, by },
    now,
  );
  expect(back).toMatchObject({ kind: 'done', personId: season.from, isReached: false });
  expect(await season.focals()).toEqual([`đầu mối CCHC ${SCT}`]);
  const held = await season.db.select().from(grants).where(eq(grants.personId, first.personId));
  expect(held.map(({ validTo }) => validTo)).toEqual(['2023-07-24']);
});

const evening = at('2023-07-20', '17:40');
const morning = at('2023-07-21', '08:00');

/** The office, where a visit was announced after hours: its news waits for the next morning. */
async function announced() {
  const season = await office();
  const { id, version } = await season.visitOf(SCT);
  await season.services.visits.announce(
    {
      visit: id,
      version,
      notice: { number: '123/TB-ĐKT', date: '2023-07-20' },
      session: { at: at('2023-08-03', '08:00'), place: null },
      by: await season.by(),
    },
    evening,
  );
  /** BANGIAO to somebody new; what the coordinator is told, and the new code. */
  const handOver = async (name: string) => {
    const coordinator = season.chat(SNV);
    await coordinator.says(`bàn giao đầu mối ${SCT} cho ${name}; Chuyên viên`, evening);
    const { text } = await coordinator.says('1', evening);
    return { text, code: /: ([0-9A-Z]{8})\n/.exec(text)![1]! };
  };
  /** What of the visit's announcement leaves in the morning: chat and first line. */
  const leaves = async (now = morning) => {
    const sent: [string, string][] = [];
    const channel: Channel = {
      bot: 'terminal',
      network: 'terminal',
      hasButtons: false,
      receive: () => Promise.resolve(),
      send: (chatId, { text }) => {
        sent.push([chatId, text]);
        return Promise.resolve({ kind: 'sent', externalId: '1' });
      },
    };
    const log = pino({ level: 'silent' });
    const transact = createTransact(season.db, season.env);
    const parts = {
      transact,
      calendar: season.env.calendar,
      channel,
      log,
      now: () => now,
      realNow: () => now,
    };
    while (await dispatchNext(parts));
    return sent.filter(([, text]) => text.includes('123/TB-ĐKT') && text.includes('Kính gửi'));
  };
  const link = async (chatId: string, code: string) => {
    await season.chat(chatId).says(code, morning);
    return season.chat(chatId).says('đồng ý', morning);
  };
  return { ...season, handOver, leaves, link };
}

test('what waited for the predecessor waits for a successor without an account, and leaves once they link', async () => {
  const season = await announced();
  await season.services.difficulties.ask(
    {
      unitId: season.unitId,
      coordinatorUnitId: await season.idOf('Sở Nội vụ'),
      text: 'Phụ lục 2 có tính hồ sơ liên thông không?',
      askedBy: season.from,
    },
    evening,
  );
  const { text, code } = await season.handOver('Nguyễn Văn Bình');
  expect(text).toContain('01 tin đang chờ được giữ lại');
  expect(await season.leaves()).toEqual([]);
  const laidAside = await season.chat(SNV).says('TINLOI', morning);
  expect(laidAside.text).toContain('01 tin chưa gửi được');
  expect(laidAside.text).toContain('đồng chí Nguyễn Văn Bình, Sở Công Thương: chờ kết nối tài khoản');
  const welcome = await season.link('new', code);
  expect(welcome.text).toContain('Đoàn kiểm tra làm việc: 08 giờ 00 phút, thứ Năm, ngày 03/8/2023');
  expect(welcome.text).toContain('Vướng mắc đang chờ trả lời: 01.');
  expect((await season.leaves()).map(([chatId]) => chatId)).toEqual(['new']);
  expect((await season.chat(SNV).says('TINLOI', morning)).text).toContain('Không có tin nào');
});

test('what waits for a successor who never linked goes on to the next, and ends with who is erased', async () => {
  const season = await announced();
  const first = await season.handOver('Nguyễn Văn Bình');
  const second = await season.handOver('Trần Thị Cúc');
  expect(second.text).toContain('01 tin đang chờ được giữ lại');
  expect((await season.chat('first').says(first.code, morning)).text).toContain('đã hết hiệu lực');
  await season.link('second', second.code);
  expect((await season.leaves()).map(([chatId]) => chatId)).toEqual(['second']);
});

test('what waited long is not said after its use is over', async () => {
  const season = await announced();
  const { code } = await season.handOver('Nguyễn Văn Bình');
  await season.link('new', code);
  expect(await season.leaves(at('2023-08-04', '08:00'))).toEqual([]);
});

test('in a chat that became another person’s the predecessor’s buttons are past', async () => {
  const season = await office();
  const old = season.chat(FOCAL);
  const asked = await old.presses(await old.says('DULIEU', now), 'Đề nghị xóa dữ liệu', now);
  const coordinator = season.chat(SNV);
  await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  const code = /: ([0-9A-Z]{8})\n/.exec((await coordinator.says('1', now)).text)![1]!;
  await old.says(code, now);
  await old.says('đồng ý', now);
  // As far in the successor's conversation as the predecessor was when the button was shown.
  await old.says('DULIEU', now);
  await old.says('DULIEU', now);
  const answer = await old.presses(asked, 'Gửi đề nghị', now);
  expect(answer.text).not.toContain('Đã chuyển đề nghị');
  expect(await season.db.select().from(erasureRequest)).toEqual([]);
});
