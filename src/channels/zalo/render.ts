import type { Outgoing } from '../../conversations/message.ts';
import { shorten, splitText } from '../split.ts';
import { texts } from './texts.ts';

/** Zalo takes 2,000 "characters" and does not say how it counts; UTF-16 units are never fewer, and some are kept back. */
const MAX_TEXT = 1900;
/** A choice is a line to be read at a glance; longer ones are whole in the text above. */
const MAX_LABEL = 200;

/** As much of a long text's end as stands above its choices. */
const MAX_CONTEXT = 600;

/** The address at which a file can be had for a while; undefined where there is none. */
export type LinkTo = (id: number) => string | undefined;

/** One request's worth of a message: a text, or a picture by its address. */
export type Piece = string | { name: string; link: string };

const PICTURE = /[.](png|jpe?g)$/i;

/**
 * A message in pieces that Zalo takes, in order: pictures, the text, a line for each other file, and the choices as
 * numbered lines at the end of the last piece. A blank text has no pieces: choices without a question mean nothing.
 */
export function renderMessage({ text, files, choices }: Outgoing, linkTo?: LinkTo): Piece[] {
  const linked = files.map(({ id, name }) => ({ name, link: linkTo?.(id) }));
  const pictures = linked.flatMap(({ name, link }) =>
    link !== undefined && PICTURE.test(name) ? [{ name, link }] : [],
  );
  const lines = linked
    .filter(({ name, link }) => link === undefined || !PICTURE.test(name))
    .map(({ name, link }) => texts.file(name, link));
  return [...pictures, ...renderText([text, ...lines].join('\n'), choices)];
}

function renderText(text: string, choices: Outgoing['choices']): string[] {
  const pieces = splitText(text, MAX_TEXT);
  const last = pieces.pop();
  if (last === undefined) return [];
  const numbered = choices.map((label, index) => `${index + 1}. ${shorten(oneLine(label), MAX_LABEL)}`);
  return [...pieces, ...withChoices(last, numbered.join('\n'))];
}

/** Where both do not fit in one piece the last lines of the text go down to the choices: they hold the question. */
function withChoices(text: string, choices: string): string[] {
  if (choices === '') return [text];
  const whole = `${text}\n${choices}`;
  const room = Math.min(MAX_CONTEXT, MAX_TEXT - choices.length - 1);
  if (whole.length <= MAX_TEXT || room < 0) return splitText(whole, MAX_TEXT);
  const cut = text.indexOf('\n', text.length - room - 1);
  if (cut < 0) return [text, choices];
  const above = text.slice(0, cut).trimEnd();
  const last = `${text.slice(cut + 1)}\n${choices}`;
  return above === '' ? [last] : [above, last];
}

const oneLine = (label: string): string => label.replace(/\s+/g, ' ').trim();
