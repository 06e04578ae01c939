import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MENU } from '../../src/conversations/commands.ts';
import { apiError, badGateway, cut, reset, silence, tooMany } from '../support/telegram-misbehaviour.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { openTelegram, type TelegramRig } from './telegram-rig.ts';

const officer = telegramPerson(42);
const colleague = telegramPerson(43);

let rig: TelegramRig;
beforeEach(async () => {
  rig = await openTelegram();
});
afterEach(() => rig.close());

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
const polls = () =>
  rig.server.requests.filter(({ method }) => method === 'getUpdates').map(({ body }) => body);

describe('an update', () => {
  it('counts as taken only when it is stored: if storing failed it is asked for again', async () => {
    let failures = 3;
    const { stored } = rig.listen(() => {
      if (failures-- > 0) throw new Error('the database is away');
    });
    const first = rig.server.arrive(officer.says('HAN'));
    const second = rig.server.arrive(colleague.says('LICH'));
    await until(() => expect(rig.server.unconfirmed).toEqual([]));
    expect(stored.map(({ externalId }) => externalId)).toEqual([String(first), String(second)]);
    expect(rig.pauses).toEqual([1, 2, 4]);
  });

  it('stored before another failed is confirmed, the other is not', async () => {
    const { stored } = rig.listen(({ chatId }) => {
      if (chatId === '43') throw new Error('the database is away');
    });
    rig.server.arrive(officer.says('HAN'));
    const second = rig.server.arrive(colleague.says('LICH'));
    rig.server.arrive(officer.says('GUI'));
    await until(() => expect(rig.pauses.length).toBeGreaterThan(2));
    expect(rig.server.unconfirmed[0]).toBe(second);
    expect(stored).toHaveLength(1);
  });

  it('not yet confirmed when the process ended comes again to the next', async () => {
    const first = rig.listen(() => void first.stop());
    const update = rig.server.arrive(officer.says('HAN'));
    await first.ended;
    expect(rig.server.unconfirmed).toEqual([update]);
    const second = rig.listen();
    await until(() => expect(rig.server.unconfirmed).toEqual([]));
    expect(second.stored).toEqual(first.stored);
  });

  describe('between two polls', () => {
    let quick: TelegramRig;
    beforeEach(async () => {
      quick = await openTelegram({ seconds: { poll: 0, answer: 5 } });
    });
    afterEach(() => quick.close());

    it('that Telegram brings twice keeps its id, so that it is handled once', async () => {
      const { stored } = quick.listen();
      quick.server.arrive(officer.says('HAN'));
      await until(() => expect(quick.server.unconfirmed).toEqual([]));
      quick.server.repeatConfirmed();
      await until(() => expect(stored).toHaveLength(2));
      expect(stored[1]).toEqual(stored[0]);
    });

    it('is heard although Telegram numbered anew after a quiet week', async () => {
      const { stored } = quick.listen();
      quick.server.arrive(officer.says('HAN'));
      await until(() => expect(quick.server.unconfirmed).toEqual([]));
      quick.server.renumberFrom(12);
      quick.server.arrive(officer.says('LICH'));
      await until(() => expect(stored).toHaveLength(2));
    });
  });

  it('is asked for by kind every time, with blocking and unblocking', async () => {
    rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(polls().length).toBeGreaterThan(1));
    for (const { allowed_updates } of polls()) {
      expect(allowed_updates).toEqual(['message', 'callback_query', 'my_chat_member']);
    }
  });
});

describe('a button', () => {
  it('pressed twice arrives as two updates with one meaning each', async () => {
    const { stored } = rig.listen();
    await rig.channel.send('42', { id: 77, text: 'Gửi báo cáo?', choices: ['Gửi', 'Xem lại'], files: [] });
    const [message] = rig.server.messages;
    rig.server.arrive(officer.presses(message, 'Xem lại'));
    rig.server.arrive(officer.presses(message, 'Xem lại'));
    await until(() => expect(stored).toHaveLength(2));
    expect(stored.map(({ content }) => content)).toEqual([
      { kind: 'press', message: 77, choice: 1 },
      { kind: 'press', message: 77, choice: 1 },
    ]);
    expect(stored[0]?.externalId).not.toBe(stored[1]?.externalId);
  });

  it('stops showing that it waits as soon as the press is stored', async () => {
    rig.listen();
    rig.server.arrive(officer.pressesData('m1.0', 'press-a'));
    await until(() => expect(rig.server.acknowledged).toEqual(['press-a']));
  });

  it('is not acknowledged while the press is not stored', async () => {
    let isAway = true;
    rig.listen(() => {
      if (isAway) throw new Error('the database is away');
    });
    rig.server.arrive(officer.pressesData('m1.0', 'press-b'));
    await until(() => expect(rig.pauses.length).toBeGreaterThan(1));
    expect(rig.server.acknowledged).toEqual([]);
    isAway = false;
    await until(() => expect(rig.server.acknowledged).toEqual(['press-b']));
  });

  it('too old to be acknowledged counts all the same', async () => {
    rig.server.misbehave('answerCallbackQuery', apiError(400, 'Bad Request: query is too old'));
    const { stored } = rig.listen();
    rig.server.arrive(officer.pressesData('m1.0'));
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(2));
    await until(() => expect(rig.lines.join('')).toContain('query is too old'));
  });
});

describe('trouble while polling', () => {
  it.each([
    ['a broken connection', reset],
    ['half an answer', cut],
    ['a page of a gateway', badGateway],
    ['an error of the server', apiError(500, 'Internal Server Error')],
  ])('%s is waited out, longer each time, and nothing is lost', async (_what, misbehaviour) => {
    rig.server.misbehave('getUpdates', misbehaviour, misbehaviour, misbehaviour);
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.pauses).toEqual([1, 2, 4]);
  });

  it('a long outage is asked after once a minute', async () => {
    rig.server.misbehave('getUpdates', ...Array.from({ length: 9 }, () => reset));
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('429 is waited out as long as Telegram says', async () => {
    rig.server.misbehave('getUpdates', tooMany(17));
    rig.listen();
    await until(() => expect(rig.pauses).toEqual([17]));
  });

  it('an answer that never comes is given up, and asked for again', async () => {
    const other = await openTelegram({ seconds: { poll: 0, answer: 0.2 } });
    other.server.misbehave('getUpdates', silence);
    const { stored, stop } = other.listen();
    other.server.arrive(officer.says('HAN'));
    await until(() => expect(stored.length).toBeGreaterThan(0));
    expect(other.pauses).toEqual([1]);
    await stop();
    await other.close();
  });

  it('a second poller is told clearly and tries again slowly', async () => {
    rig.server.misbehave('getUpdates', apiError(409, 'Conflict: terminated by other getUpdates request'));
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.pauses).toEqual([30]);
    expect(rig.lines.join('')).toContain('another program reads the updates of this Telegram bot');
  });

  it('a webhook left behind is taken away without losing what waits', async () => {
    rig.server.webhook = 'https://example.vn/hook';
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.server.webhook).toBeUndefined();
  });

  it('a wrong token ends it with the name of the setting, never its value', async () => {
    const token = `1:${'x'.repeat(35)}`;
    const other = await openTelegram({ token });
    const error: unknown = await other.listen().ended.catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/^TelegramTokenError: .*TELEGRAM_TOKEN/);
    expect(JSON.stringify([String(error), (error as Error).stack, other.lines])).not.toContain(token);
    await other.close();
  });

  it('a token revoked while polling ends it too', async () => {
    rig.server.misbehave('getUpdates', apiError(401, 'Unauthorized'));
    await expect(rig.listen().ended).rejects.toThrow('TELEGRAM_TOKEN');
  });
});

describe('starting and stopping', () => {
  it('offers the commands to everybody, and in Vietnamese', async () => {
    rig.listen();
    await until(() => expect(polls()).toHaveLength(1));
    expect(rig.server.menus).toEqual([{ commands: MENU }, { commands: MENU, language_code: 'vi' }]);
  });

  it('receives although the menu could not be set', async () => {
    rig.server.misbehave('setMyCommands', apiError(400, 'Bad Request: BOT_COMMAND_INVALID'));
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.lines.join('')).toContain('the command menu was not set');
  });

  it('asks nothing when it was stopped before it began', async () => {
    await rig.channel.receive(() => Promise.resolve(), AbortSignal.abort());
    expect(rig.server.requests).toEqual([]);
  });

  it('ends at once while a poll is open', async () => {
    const { stop } = rig.listen();
    await until(() => expect(polls()).toHaveLength(1));
    const before = performance.now();
    await stop();
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('ends at once during a pause', async () => {
    const other = await openTelegram({ sleep: undefined });
    other.server.misbehave('getUpdates', tooMany(3600));
    const { stop } = other.listen();
    await until(() => expect(other.lines.join('')).toContain('3600'));
    await stop();
    await other.close();
  });

  it('finishes storing the update in hand, and takes no other', async () => {
    const { stored, stop } = rig.listen(() => void stop());
    rig.server.arrive(officer.says('HAN'));
    rig.server.arrive(officer.says('LICH'));
    await until(() => expect(stored).toHaveLength(1));
    await stop();
    expect(stored).toHaveLength(1);
    expect(rig.server.unconfirmed).toHaveLength(2);
  });
});
