import { createTerminalChannel } from '../../src/channels/terminal.ts';
import type { Outgoing } from '../../src/conversations/message.ts';
import { describeChannel } from './channel-suite.ts';

for (const hasButtons of [true, false]) {
  describeChannel(`the terminal ${hasButtons ? 'with' : 'without'} buttons`, () => {
    const delivered: Outgoing[] = [];
    return Promise.resolve({
      channel: createTerminalChannel({
        hasButtons,
        deliver: (_chatId, outgoing) => delivered.push(outgoing),
      }),
      chatId: '1',
      seen: () => delivered.map(({ text, choices }) => ({ text, buttons: [...choices] })),
      close: () => Promise.resolve(),
    });
  });
}
