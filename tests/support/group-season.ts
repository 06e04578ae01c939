import { pino } from 'pino';
import type { Update } from 'grammy/types';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { MENU } from '../../src/conversations/commands.ts';
import { GROUP_MENU } from '../../src/conversations/groups.ts';
import { payloadOf } from '../../src/conversations/message.ts';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { languages } from './languages.ts';
import { dispatchNext } from '../../src/jobs/dispatch.ts';
import { handleNext } from '../../src/jobs/handle.ts';
import { createTransact } from '../../src/services/services.ts';
import { at, calendar, planNamed } from './plans.ts';
import { testDesk } from './desk.ts';
import { openSeason } from './season.ts';
import { telegramPerson } from './telegram-person.ts';
import { TelegramServer } from './telegram-server.ts';

const BOT = 'telegram';

/**
 * Bình Phước's season with people on Telegram, and beside it another province's plan with a coordinator of its own.
 * What happens in a chat is handled and answered at once, at a moment that the test sets.
 */
export async function openGroupSeason() {
  const season = await openSeason();
  const { db, env, services } = season;
  const clock = { now: at('2023-07-25', '09:00') };
  const link = async (chat: number, personId: number) => {
    await services.people.linkAccount(BOT, String(chat), personId, clock.now);
    return telegramPerson(chat);
  };
  const cast = async (chat: number, who: string) => link(chat, (await season.author(who)).id);
  const coordinator = await cast(71, 'coordinator@Sở Nội vụ');
  const officer = await cast(72, 'focal@Sở Công Thương');
  await services.registry.load(planNamed('bac-giang-2022'), clock.now);
  const other = (await services.registry.plans()).find(({ key }) => key === 'bac-giang-2022')!;
  await services.registry.issue(
    { planId: other.id, number: '1/QĐ', issuedOn: '2023-07-01', personId: null },
    clock.now,
  );
  const stranger = telegramPerson(74);
  const colleague = await link(
    73,
    await services.people.add(
      {
        jurisdictionId: other.jurisdictionId,
        name: 'Trần Văn Mẫu',
        unitId: other.coordinatorUnitId,
        roles: ['coordinator'],
        by: null,
      },
      clock.now,
    ),
  );

  const server = await TelegramServer.open();
  const log = pino({ level: 'silent' });
  const channel = createTelegramChannel({
    bot: BOT,
    token: server.token,
    apiRoot: server.root,
    webhookSecret: 'secret',
    menu: MENU,
    groupMenu: GROUP_MENU,
    clock: () => clock.now,
    log,
  });
  const webhook = channel.webhook!;
  await webhook.register('https://cchc.example.vn/webhook/telegram', new AbortController().signal);
  const transact = createTransact(db, env);
  const parts = {
    transact,
    calendar,
    understanding: createUnderstanding(languages),
    ...testDesk,
    heedsFloods: true,
    hasButtons: () => true,
    canEdit: () => true,
    log,
    describeError: String,
  };
  const sender = { transact, calendar, channel, log, now: () => clock.now };
  let lastUpdate = 1;

  const handle = async (): Promise<void> => {
    while (await handleNext(parts, [BOT], clock.now));
  };
  const settle = async (): Promise<void> => {
    await handle();
    while (await dispatchNext(sender));
  };

  return {
    ...season,
    clock,
    server,
    transact,
    handle,
    people: { coordinator, officer, colleague, stranger },
    otherPlan: other,
    /** Pushes updates and answers them; the texts said since, to whomever. */
    hear: async (...updates: Partial<Update>[]): Promise<string[]> => {
      const before = server.messages.length;
      for (const update of updates) {
        for (const incoming of webhook.parse({ ...update, update_id: lastUpdate++ })) {
          const { externalId, chatId, sentAt } = incoming;
          const stored = { bot: BOT, externalId, chatId, sentAt, payload: payloadOf(incoming) };
          await services.inbox.store(stored, clock.now);
        }
        await settle();
      }
      return server.messages.slice(before).map(({ text }) => text);
    },
    close: () => server.close(),
  };
}
