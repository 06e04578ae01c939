import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** A bot's token stands in the path of every request to either network. */
const TOKEN_IN_PATH = /\/bot[^/\s"']+/g;
/** How the query builder ends its messages: every value of the statement, names and figures among them. */
const PARAMETERS = /\s*\bparams: [^]*$/;
/** Causes of causes; a chain that bites its own tail ends here. */
const DEPTH = 5;

/** Structured log on standard error; neither tokens nor values of a statement appear in it. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      redact: { paths: ['token', '*.token', 'code', '*.code'], censor: '[hidden]' },
      serializers: { err: (error: unknown) => serialize(error) },
      hooks: {
        // Without a message of ours the library would take the error's own, values and all.
        logMethod(args, method) {
          const [first, message] = args as unknown[];
          const error = first instanceof Error ? first : errorOf(first);
          if (error !== undefined && message === undefined) {
            const fields = first instanceof Error ? { err: first } : first;
            method.apply(this, [fields, describeError(error)] as unknown as typeof args);
          } else method.apply(this, args);
        },
      },
    },
    destination,
  );
}

/** One line on an error and its causes: names, codes, messages and the text of a query, never the values in it. */
export function describeError(error: unknown): string {
  return chainOf(error)
    .map((one) => {
      if (!(one instanceof Error)) return withoutValues(String(one));
      const code = codeOf(one);
      return `${one.name}${code === undefined ? '' : ` ${code}`}: ${messageOf(one)}`;
    })
    .join('; caused by ');
}

interface SerializedError {
  type: string;
  message: string;
  /** Not `code`: that name is kept for codes people type, which are hidden. */
  errorCode?: string;
  constraint?: string;
  stack?: string;
  cause?: SerializedError;
}

/** Only what is named here is logged: errors of libraries carry requests, rows and details. */
function serialize(error: unknown): SerializedError {
  return chainOf(error).reduceRight<SerializedError | undefined>((cause, one) => {
    const tail = cause === undefined ? {} : { cause };
    if (!(one instanceof Error)) return { type: typeof one, message: withoutValues(String(one)), ...tail };
    const code = codeOf(one);
    const constraint = textOf(one, 'constraint_name');
    return {
      type: one.constructor.name,
      message: messageOf(one),
      ...(code === undefined ? {} : { errorCode: code }),
      ...(constraint === undefined ? {} : { constraint }),
      stack: framesOf(one),
      ...tail,
    };
  }, undefined) as SerializedError;
}

function chainOf(error: unknown): unknown[] {
  const chain = [error];
  for (let one = error; one instanceof Error && one.cause !== undefined && chain.length < DEPTH;) {
    one = one.cause;
    chain.push(one);
  }
  return chain;
}

/** What the error says; a database names the offending value in its data exceptions (SQLSTATE class 22). */
function messageOf(error: Error): string {
  const message = withoutValues(error.message);
  return /^22...$/.test(codeOf(error) ?? '') ? message.replace(/"[^]*"/, '[hidden]') : message;
}

const withoutValues = (text: string): string =>
  text.replace(PARAMETERS, '').replace(TOKEN_IN_PATH, '/bot[hidden]');

/** The stack without its head, which repeats the message. */
function framesOf({ stack = '', message }: Error): string {
  const head = message === '' ? -1 : stack.indexOf(message);
  const frames = head < 0 ? stack : stack.slice(head + message.length);
  return (/(?:\n {4}at [^\n]*)+\s*$/.exec(frames)?.[0] ?? '').trim().replace(TOKEN_IN_PATH, '/bot[hidden]');
}

const codeOf = (error: Error): string | undefined => textOf(error, 'code');

function textOf(error: Error, key: string): string | undefined {
  const value = (error as unknown as Record<string, unknown>)[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const errorOf = (fields: unknown): unknown =>
  typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : undefined;
