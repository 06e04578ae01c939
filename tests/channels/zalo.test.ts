import { badGateway } from '../support/zalo-misbehaviour.ts';
import { zaloPerson } from '../support/zalo-person.ts';
import { describeChannel } from './channel-suite.ts';
import { openZalo } from './zalo-rig.ts';

describeChannel('Zalo', async () => {
  const { server, channel, ...rig } = await openZalo();
  const officer = zaloPerson('6ede9afa66b88fe6d6a9');
  return {
    channel,
    chatId: officer.id,
    seen: () => server.messages.map(({ text }) => ({ text, buttons: [] })),
    write: (text) => server.arrive(officer.says(text)),
    shutOut: () => server.block(officer.id),
    fail: () => server.misbehave('sendMessage', badGateway),
    close: () => rig.close(),
  };
});
