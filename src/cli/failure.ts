import { TelegramTokenError } from '../channels/telegram/insist.ts';
import { ZaloTokenError } from '../channels/zalo/insist.ts';
import { ConfigError } from '../config.ts';
import { DatabaseSetupError } from '../store/connect.ts';

const EXPLAINED = [ConfigError, DatabaseSetupError, TelegramTokenError, ZaloTokenError];

/** A failure as an administrator should read it: what to do where we know, the whole trace where we do not. */
export function describeFailure(error: unknown): string {
  if (EXPLAINED.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
