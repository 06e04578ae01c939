import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { linkingTexts } from '../../src/conversations/texts-linking.ts';
import { groupTexts as texts } from '../../src/conversations/texts-groups.ts';
import { MOST_A_MINUTE } from '../../src/domain/flood.ts';
import { account, changeLog, groupChat, incoming, linkCode, message, plan } from '../../src/store/schema.ts';
import { openGroupSeason } from '../support/group-season.ts';
import { at } from '../support/plans.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { telegramGroup } from '../support/telegram-group.ts';
import { apiError } from '../support/telegram-misbehaviour.ts';

const season = await openGroupSeason();
const { db, services, server, hear, clock } = season;
const { coordinator, officer, colleague, stranger } = season.people;
afterAll(async () => {
  await season.close();
  expect(server.faults).toEqual([]);
});

let lastGroup = -100;
let group: ReturnType<typeof telegramGroup>;
beforeEach(() => {
  group = telegramGroup(--lastGroup, 'Đoàn <b>kiểm tra</b> & CCHC');
  clock.now = at('2023-07-25', '09:00');
});

const TITLE = (await services.registry.plans()).find(({ key }) => key === 'binh-phuoc-2023')!.title;
const put = () => hear(group.says(coordinator, '/nhom@tro_ly_cchc_bot'));
const groups = () =>
  db
    .select()
    .from(groupChat)
    .where(eq(groupChat.chatId, String(group.id)));

describe('a group', () => {
  it('is put to the only plan of the coordinator who asks for it, which is kept in the log', async () => {
    expect(await put()).toEqual([texts.put(TITLE)]);
    expect(await groups()).toHaveLength(1);
    const [logged] = await db.select().from(changeLog).where(eq(changeLog.action, 'group.put'));
    expect(logged).toMatchObject({ personId: expect.any(Number) as number, subject: 'plan' });
    expect(await put()).toEqual([texts.already(TITLE)]);
  });

  it('tells anybody in it how the plan stands, in counts and names of units', async () => {
    await put();
    const [progress] = await hear(group.says(stranger, '/tiendo'));
    expect(progress).toBe(
      [
        `${TITLE} (số liệu đến 09 giờ 00 phút, ngày 25/7/2023)`,
        '- Báo cáo: đã nhận 00, còn 30',
        '- Cuộc kiểm tra đã thông báo: đã thực hiện 00, còn 00',
        '- Kiểm tra tuần này (24/7 đến 30/7/2023): không có',
        'Chi tiết: nhắn riêng cho Trợ lý CCHC.',
      ].join('\n'),
    );
    expect(await hear(group.answers(stranger, 'Tiến độ thế nào, xem lịch?'))).toEqual([
      texts.schedule(
        TITLE,
        await services.groups.progress((await groups())[0]!.planId, clock.now),
        clock.now,
      ),
    ]);
  });

  it('is told of visits once they are announced; a surprise visit does not exist before', async () => {
    await put();
    const by = await season.author('coordinator@Sở Nội vụ');
    const { id, version } = await season.visitOf('Sở Công Thương');
    const { planId } = (await groups())[0]!;
    const lead = await season.author('team_lead@Sở Nội vụ');
    const seats = await services.surpriseVisits.seatsOf(planId);
    const surprise = {
      plan: planId,
      unit: await season.unitId('Sở Xây dựng'),
      on: '2023-08-04' as const,
      session: { at: at('2023-08-04', '08:00'), place: null },
      place: null,
      seats: seats.slice(1, 2).map((seat) => seat.id),
      fields: ['thu_tuc_hanh_chinh' as const],
      by: lead,
    };
    clock.now = at('2023-08-01', '09:00');
    const [before] = await hear(group.says(stranger, '/tiendo'));
    expect((await services.surpriseVisits.create(surprise, clock.now)).kind).toBe('done');
    expect(await hear(group.says(stranger, '/tiendo'))).toEqual([before]);
    const session = { at: at('2023-08-03', '08:00'), place: null };
    const notice = { number: '123/TB-ĐKT', date: '2023-08-01' as const };
    await services.visits.announce({ visit: id, version, notice, session, by }, clock.now);
    const [progress] = await hear(group.says(stranger, '/tiendo'));
    expect(progress).toContain('đã thực hiện 00, còn 01');
    expect(progress).toContain('- Kiểm tra tuần này (31/7 đến 06/8/2023): Sở Công Thương\n');
    expect(progress).not.toContain('Xây dựng');
  });

  it('hears of no lateness, no figure and no person', async () => {
    await put();
    clock.now = at('2023-08-07', '09:00');
    const [progress] = await hear(group.says(stranger, '/tiendo'));
    expect(progress).toContain('đã nhận 00, còn 30');
    expect(progress).not.toMatch(/quá hạn|chậm|Sở|đồng chí/);
  });

  it.each(['DULIEU', '3.1.1: 1245', 'HAN', 'Sở Công Thương đã gửi chưa?', '/gui'])(
    'asked for anything else (%s) sends people to a private chat',
    async (text) => {
      await put();
      expect(await hear(group.answers(officer, text))).toEqual([texts.privately]);
    },
  );

  it('is answered with words alone where a file or a card is sent to the bot', async () => {
    await put();
    const document = { file_id: 'a', file_unique_id: 'b' };
    const sent = group.answers(officer, '').message;
    expect(await hear({ message: { ...sent, document } })).toEqual([texts.privately]);
  });

  it('is never an account, and what is said in it is not kept', async () => {
    await put();
    await hear(group.answers(officer, 'bí mật của Sở'));
    expect(
      await db
        .select()
        .from(account)
        .where(eq(account.chatId, String(group.id))),
    ).toEqual([]);
    const kept = await db
      .select()
      .from(incoming)
      .where(eq(incoming.chatId, String(group.id)));
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain('bí mật');
  });

  it('whose plan has ended says so', async () => {
    await put();
    const { planId } = (await groups())[0]!;
    await db.update(plan).set({ state: 'closed' }).where(eq(plan.id, planId));
    expect(await hear(group.says(stranger, '/tiendo'))).toEqual([texts.closed]);
    await db.update(plan).set({ state: 'issued' }).where(eq(plan.id, planId));
  });
});

describe('who may change what a group follows', () => {
  it('a stranger and a focal officer may not; nothing tells them apart', async () => {
    await put();
    for (const who of [stranger, officer])
      for (const command of ['/nhom', '/roinhom'])
        expect(await hear(group.says(who, command))).toEqual([texts.onlyCoordinator]);
    expect(await groups()).toHaveLength(1);
  });

  it('a coordinator of another province may neither put it elsewhere nor take it away', async () => {
    await put();
    expect(await hear(group.says(colleague, '/nhom'))).toEqual([texts.taken]);
    expect(await hear(group.says(colleague, '/roinhom'))).toEqual([texts.taken]);
    expect(await groups()).toHaveLength(1);
  });

  it('a coordinator puts groups to the own plans only', async () => {
    await hear(group.says(colleague, '/nhom'));
    expect((await groups())[0]?.planId).toBe(season.otherPlan.id);
    expect(await hear(group.says(coordinator, '/nhom 1'))).toEqual([texts.taken]);
  });

  it('the coordinator of the plan takes it away, and then it is a group of strangers', async () => {
    await put();
    expect(await hear(group.says(coordinator, '/roinhom'))).toEqual([texts.withdrawn(TITLE)]);
    expect(await groups()).toEqual([]);
    expect(await hear(group.says(coordinator, '/roinhom'))).toEqual([texts.notPut]);
    expect(await hear(group.says(stranger, '/tiendo'))).toEqual([]);
  });

  it('a person who was cut off is nobody', async () => {
    const { id: personId } = await season.author('coordinator@Sở Nội vụ');
    const linked = { bot: 'telegram', personId, preferred: false, linkedAt: clock.now };
    await db.insert(account).values({ ...linked, chatId: '75', state: 'cut' });
    expect(await hear(group.says(telegramPerson(75), '/nhom'))).toEqual([texts.strangers]);
  });

  it('an administrator without a name, and one who passes on a command, are nobody', async () => {
    const passedOn = group.says(coordinator, '/nhom@tro_ly_cchc_bot').message;
    const origin = { type: 'user', date: 1, sender_user: stranger.from };
    expect(await hear(group.saysAnonymously('/nhom@tro_ly_cchc_bot'))).toEqual([]);
    expect(await hear({ message: { ...passedOn, forward_origin: origin } as never })).toEqual([]);
    expect(await groups()).toEqual([]);
  });
});

describe('of several plans', () => {
  const which = texts.whichOf([TITLE, season.otherPlan.title]);
  beforeEach(async () => {
    const own = (await services.registry.plans()).find(({ key }) => key === 'binh-phuoc-2023')!;
    const coordinatedBy = (coordinatorUnitId: number) =>
      db.update(plan).set({ coordinatorUnitId }).where(eq(plan.id, season.otherPlan.id));
    await coordinatedBy(own.coordinatorUnitId);
    onTestFinished(async () => {
      await coordinatedBy(season.otherPlan.coordinatorUnitId);
    });
  });

  it('one is chosen by a button that only the coordinator can press, and the question gives way to the answer', async () => {
    expect(await put()).toEqual([which]);
    const question = server.messages.at(-1);
    const { title } = season.otherPlan;
    const label = texts.planOffer(2);
    for (const who of [stranger, officer, colleague])
      expect(await hear(group.presses(who, question, label))).toEqual([]);
    expect(await groups()).toEqual([]);
    expect(await hear(group.presses(coordinator, question, label))).toEqual([]);
    expect(server.messages.at(-1)).toMatchObject({
      text: texts.put(title),
      message_id: question?.message_id,
    });
    expect(server.messages.at(-1)?.reply_markup).toBeUndefined();
    expect(await groups()).toMatchObject([{ planId: season.otherPlan.id }]);
  });

  it('one is chosen by its number where there are no buttons', async () => {
    await hear(group.says(coordinator, '/nhom 2'));
    expect(await groups()).toMatchObject([{ planId: season.otherPlan.id }]);
    expect(await hear(group.says(coordinator, '/nhom 9'))).toEqual([which]);
  });

  it('a button of one group means nothing in another', async () => {
    await put();
    const question = server.messages.at(-1);
    const elsewhere = telegramGroup(--lastGroup);
    await hear(elsewhere.presses(coordinator, question, texts.planOffer(2)));
    expect(
      await db
        .select()
        .from(groupChat)
        .where(eq(groupChat.chatId, String(elsewhere.id))),
    ).toEqual([]);
  });
});

describe('a group of strangers', () => {
  it('hears one short sentence a day, whatever it asks', async () => {
    const asked = await hear(
      group.takesIn(stranger),
      group.says(stranger, '/tiendo'),
      group.says(officer, '/nhom'),
      group.answers(stranger, 'xin chào'),
    );
    expect(asked).toEqual([texts.strangers]);
    clock.now = at('2023-07-26', '00:01');
    expect(await hear(group.says(stranger, '/lich'), group.says(stranger, '/lich'))).toEqual([
      texts.strangers,
    ]);
  });

  it('does not keep the coordinator from putting it to a plan', async () => {
    await hear(group.says(stranger, '/tiendo'));
    expect(await put()).toEqual([texts.put(TITLE)]);
  });
});

describe('a linking code shown in a group', () => {
  const issue = async (): Promise<{ code: string; row: () => Promise<unknown> }> => {
    const { id } = await season.author('focal@Sở Y tế');
    const { code } = await services.people.issueCode(id, null, clock.now);
    return {
      code,
      row: async () => {
        const rows = await db.select().from(linkCode).where(eq(linkCode.personId, id)).orderBy(linkCode.id);
        return rows.at(-1);
      },
    };
  };

  it.each([
    ['alone', (code: string) => group.answers(stranger, code)],
    [
      'with a dash, in small letters',
      (code: string) => group.answers(stranger, `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()),
    ],
    ['in a sentence', (code: string) => group.says(stranger, `@tro_ly_cchc_bot mã của tôi: ${code}.`)],
    [
      'by a link that starts the bot in a group',
      (code: string) => group.says(stranger, `/start@tro_ly_cchc_bot ${code}`),
    ],
  ])('is spent (%s), also in a group of strangers that has been spoken to', async (_how, say) => {
    await hear(group.says(stranger, '/tiendo'));
    const { code, row } = await issue();
    expect(await hear(say(code))).toEqual([texts.codeVoid]);
    expect(await row()).toMatchObject({ usedAt: null, expiresAt: clock.now });
    expect(await hear(stranger.says(code))).toEqual([linkingTexts.codeExpired]);
  });

  it('that is none changes nothing', async () => {
    await put();
    const { row } = await issue();
    expect(await hear(group.answers(stranger, 'K7QM2222'))).toEqual([texts.privately]);
    expect(await row()).not.toMatchObject({ expiresAt: clock.now });
  });
});

describe('a group that ends', () => {
  it('by putting the bot out is followed no more, and what waits for it is not said', async () => {
    await put();
    await services.messages.reply(
      { bot: 'telegram', chatId: String(group.id), personId: null },
      [{ kind: 'reply', body: { text: 'đang chờ', offers: [], files: [], revision: null } }],
      clock.now,
    );
    expect(await hear(group.putsOut(stranger))).toEqual([]);
    expect(await groups()).toEqual([]);
    const rows = await db
      .select()
      .from(message)
      .where(eq(message.chatId, String(group.id)));
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'void']);
  });

  it('and of which only a refusal tells is left as well', async () => {
    await put();
    server.groups.putOut(group.id);
    expect(await hear(group.says(stranger, '/tiendo'))).toEqual([]);
    expect(await groups()).toEqual([]);
  });

  it('is not left for having made the bot an administrator', async () => {
    await put();
    expect(await hear(group.promotes(stranger))).toEqual([]);
    expect(await groups()).toHaveLength(1);
  });
});

describe('a group that becomes a supergroup', () => {
  const supergroup = () => telegramGroup(-1_000_000_000_000 + group.id);
  const followed = async () =>
    (await db.select().from(groupChat))
      .map(({ chatId }) => Number(chatId))
      .filter((id) => id === group.id || id === supergroup().id);

  it('keeps its plan, told from both sides in either order', async () => {
    await put();
    const [inOld, inNew] = group.becomes(stranger, supergroup().id);
    await hear(inOld, inNew);
    expect(await followed()).toEqual([supergroup().id]);
    await hear(inNew, inOld);
    expect(await followed()).toEqual([supergroup().id]);
    const [progress] = await hear(supergroup().says(stranger, '/tiendo'));
    expect(progress).toContain(TITLE);
  });

  it('of which only a refusal tells gets the message at once and once, with all that waits', async () => {
    await put();
    server.groups.move(group.id, supergroup().id);
    const [answer, another] = await hear(group.says(stranger, '/tiendo'));
    expect(answer).toContain(TITLE);
    expect(another).toBeUndefined();
    expect(server.messages.at(-1)?.chat_id).toBe(String(supergroup().id));
    expect(await followed()).toEqual([supergroup().id]);
  });

  it('and is refused there too is not chased any further', async () => {
    await put();
    const back = apiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: group.id,
    });
    server.groups.move(group.id, supergroup().id);
    server.misbehave('sendMessage', { kind: 'none' }, back);
    expect(await hear(group.says(stranger, '/tiendo'))).toEqual([]);
    const rows = await db
      .select()
      .from(message)
      .where(eq(message.chatId, String(supergroup().id)));
    expect(rows.map(({ state }) => state)).toEqual(['dead']);
  });
});

it('a group that asks more than can be answered is left alone for a while', async () => {
  await put();
  const chatId = String(group.id);
  for (let asked = 0; asked < MOST_A_MINUTE + 5; asked += 1) {
    const payload = { kind: 'text', text: '/tiendo', group: { fromId: '74' } };
    const update = { bot: 'telegram', externalId: `flood ${asked}`, chatId, sentAt: clock.now, payload };
    await services.inbox.store(update, clock.now);
  }
  await season.handle();
  const rows = await db.select().from(message).where(eq(message.chatId, chatId)).orderBy(message.id);
  const said = rows.map(({ body }) => (body as { text: string }).text);
  expect(said.filter((text) => text === texts.tooMany)).toHaveLength(1);
  expect(said.at(-1)).toBe(texts.tooMany);
});
