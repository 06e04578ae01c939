import { createHmac } from 'node:crypto';

/** The secret a network sends back with every update: lasting as long as the bot's token, telling nothing of it. */
export function webhookSecretOf(token: string): string {
  return createHmac('sha256', token).update('webhook').digest('hex');
}
