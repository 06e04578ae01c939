import { openTelegram } from './telegram-rig.ts';
import { describeChannel } from './channel-suite.ts';
import { badGateway, blocked } from '../support/telegram-misbehaviour.ts';
import { telegramPerson } from '../support/telegram-person.ts';

describeChannel('Telegram', async () => {
  const { server, channel, ...rig } = await openTelegram();
  const officer = telegramPerson(42);
  return {
    channel,
    chatId: '42',
    seen: () =>
      server.messages.map(({ text, reply_markup }) => ({
        text,
        buttons: reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? [],
      })),
    write: (text) => server.arrive(officer.says(text)),
    shutOut: () => server.misbehave('sendMessage', blocked),
    fail: () => server.misbehave('sendMessage', badGateway),
    close: () => rig.close(),
  };
});
