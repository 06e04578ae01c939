/** Saturday 29/7/2023, 09:00 in the office, in milliseconds as Zalo tells them. */
export const NINE_O_CLOCK = Date.UTC(2023, 6, 29, 2);

/** An update as Zalo pushes it and answers a poll with it; nothing numbers it. */
export interface ZaloUpdate {
  event_name: string;
  message?: { message_id: string; chat: { id: string; chat_type: string } } & Record<string, unknown>;
}

let lastMessage = 0;

/** Somebody who writes to the bot in a private chat. */
export function zaloPerson(id: string) {
  const from = { id, display_name: 'Người dùng', is_bot: false };
  const chat = { id, chat_type: 'PRIVATE' };
  const sends = (event: string, content: Record<string, unknown>): ZaloUpdate => ({
    event_name: `message.${event}.received`,
    message: {
      message_id: `2d758cb5e222${(++lastMessage).toString(16).padStart(8, '0')}`,
      date: NINE_O_CLOCK,
      from,
      chat,
      ...content,
    },
  });
  return {
    id,
    sends,
    says: (text: string) => sends('text', { text }),
    /** Real traffic names the picture `photo_url`, whatever the documents say. */
    sendsPicture: (url: string, caption?: string) =>
      sends('image', { photo_url: url, ...(caption !== undefined && { caption }) }),
    sendsSticker: () =>
      sends('sticker', { sticker: 'bfe458bf64fa8da4d4eb', url: 'https://stickers.example/1' }),
    sendsVoice: () => sends('voice', { voice_url: 'https://voice.example/1.aac' }),
  };
}

/** What Zalo tells of a message it keeps to itself. */
export const unsupported: ZaloUpdate = { event_name: 'message.unsupported.received' };
