import type { NetworkLike } from '../channels/terminal.ts';
import { renderMessage as renderTelegram } from '../channels/telegram/render.ts';
import { renderMessage as renderZalo } from '../channels/zalo/render.ts';
import type { Outgoing } from '../conversations/message.ts';

interface OnPhone {
  /** Grows by one with every entry of a season. */
  seq: number;
  /** Office clock. */
  at: Date;
  who: string;
  network: NetworkLike;
}

/** A piece of a message as its network shows it: a bubble. Buttons stand in rows and carry the number of their choice. */
export interface Bubble {
  text: string;
  rows: readonly (readonly { label: string; choice: number }[])[];
}

/** Bytes a visitor sent; the path is known to the server alone. */
export interface Upload {
  name: string;
  mime: string | null;
  size: number;
  path: string | null;
}

/** Something that appears on a phone. */
export type Entry = OnPhone &
  (
    | { kind: 'said'; text: string }
    | { kind: 'pressed'; label: string }
    | { kind: 'file'; upload: Upload }
    /** The bot's message: what it offered, and how the network shows it. */
    | { kind: 'came'; message: Outgoing; bubbles: readonly Bubble[] }
    | { kind: 'network' }
  );

export type Came = Extract<Entry, { kind: 'came' }>;

/** A message as the real networks would cut and show it, by the code that renders it for them. */
export function bubblesOf(message: Outgoing, network: NetworkLike): Bubble[] {
  if (network === 'zalo')
    // Files are bubbles of their own here, with a way to open them.
    return renderZalo({ ...message, files: [] }).flatMap((text) =>
      typeof text === 'string' ? [{ text, rows: [] }] : [],
    );
  return renderTelegram(message).map(({ text, keyboard }) => ({
    text,
    rows: (keyboard && 'inline_keyboard' in keyboard ? keyboard.inline_keyboard : []).map((row) =>
      row.map((button) => ({
        label: button.text,
        choice: Number('callback_data' in button ? button.callback_data.split('.')[1] : 0),
      })),
    ),
  }));
}
