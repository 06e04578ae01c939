import type { Api } from 'grammy/web';

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** grammY names the type of an older package; it asks of a signal nothing that Node's own does not do. */
export function grammySignal(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal;
}
