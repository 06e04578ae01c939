import { InputFile, type Api } from 'grammy/web';
import { readBounded } from '../bounded-body.ts';
import { MAX_FILE_BYTES } from '../../conversations/message.ts';
import type { FetchedFile } from '../channel.ts';
import { readFailure } from './outcomes.ts';
import { grammySignal } from './signal.ts';

const DEFAULT_ROOT = 'https://api.telegram.org';
/** Telegram takes no larger picture as one. */
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/** A file of a message; pictures are seen without being opened. Returns Telegram's id of the message. */
export async function sendFile(
  api: Api,
  chatId: string,
  file: { name: string; mime: string; bytes: Uint8Array },
  signal: AbortSignal,
): Promise<string> {
  // It stands in a header, unquoted.
  const input = new InputFile(file.bytes, file.name.replace(/[\p{Cc}"]/gu, '_'));
  const isPicture = file.mime.startsWith('image/') && file.bytes.length <= MAX_PHOTO_BYTES;
  const message = isPicture
    ? await api.sendPhoto(chatId, input, {}, grammySignal(signal))
    : await api.sendDocument(chatId, input, {}, grammySignal(signal));
  return String(message.message_id);
}

/** Has files from Telegram: first where one lies, then its bytes. That address holds the token, and is told nobody. */
export function createFetcher(options: {
  api: Api;
  token: string;
  apiRoot: string | undefined;
  seconds: number;
  fetch?: typeof fetch | undefined;
}): (ref: string) => Promise<FetchedFile> {
  const { api, token, seconds, fetch: ask = fetch } = options;
  const root = (options.apiRoot ?? DEFAULT_ROOT).replace(/\/+$/, '');
  return async (ref) => {
    const signal = AbortSignal.timeout(seconds * 1000);
    let path: string | undefined;
    try {
      path = (await api.getFile(ref, grammySignal(signal))).file_path;
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind !== 'refused') return { kind: 'later', why: failure.why };
      return { kind: 'unfetched', why: /too big/i.test(failure.why) ? 'too_large' : 'gone' };
    }
    if (path === undefined) return { kind: 'unfetched', why: 'gone' };
    try {
      const response = await ask(`${root}/file/bot${token}/${path}`, { signal, redirect: 'error' });
      if (response.status === 404) return { kind: 'unfetched', why: 'gone' };
      if (!response.ok) return { kind: 'later', why: `HTTP ${response.status}` };
      const bytes = await readBounded(response.body, MAX_FILE_BYTES);
      return bytes ? { kind: 'file', bytes } : { kind: 'unfetched', why: 'too_large' };
    } catch {
      return { kind: 'later', why: 'the connection failed' };
    }
  };
}
