import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { FIELDS } from '../domain/plan.ts';
import { INTENTS, type IntentRule } from '../language/intents.ts';
import type { LexiconData } from '../language/lexicon.ts';

const LEXICON = fileURLToPath(new URL('../../lexicon', import.meta.url));

const phrase = z.string().min(1);
const phrases = z.array(phrase);
const rule = z
  .tuple([z.number().positive()], z.string())
  .transform((parts): IntentRule => parts as unknown as IntentRule);

const shorthandSchema = z.strictObject({
  words: z.record(phrase, phrase),
  plan_word: z.strictObject({ before: phrases, after: phrases }),
});
/** Phrases divided by commas. */
const phraseList = z.string().transform((text) => text.split(',').map((one) => one.trim()));
const conceptsSchema = z.record(phrase, phraseList);
const fieldsSchema = z.strictObject(
  Object.fromEntries(FIELDS.map((field) => [field, phraseList])) as Record<
    (typeof FIELDS)[number],
    typeof phraseList
  >,
);
const intentsSchema = z.record(z.enum(INTENTS), z.array(rule));
const commonSchema = z.strictObject({ words: z.string().transform((text) => text.split(/\s+/)) });
const exampleSchema = z
  .tuple([phrase, phrase, z.enum(INTENTS)])
  .rest(z.string())
  .transform(([role, message, intent]) => ({ role, message, intent }));
const unitsSchema = z.strictObject({ expansions: z.record(phrase, phrase), never_bare: phrases });

/** Reads `lexicon/*.yaml`; throws an error that names the file and what is wrong in it. */
export function loadLexicon(directory: string = LEXICON): LexiconData {
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const file = join(directory, name);
    const result = schema.safeParse(parse(readFileSync(file, 'utf8')));
    if (!result.success)
      throw new Error(`${file}: ${z.prettifyError(result.error)}`, { cause: result.error });
    return result.data;
  };
  const units = read('units.yaml', unitsSchema);
  const examples = readFileSync(join(directory, 'examples.tsv'), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => exampleSchema.parse(line.split('\t')));
  return {
    shorthand: read('shorthand.yaml', shorthandSchema),
    concepts: read('concepts.yaml', conceptsSchema),
    common: read('common-words.yaml', commonSchema).words,
    fields: read('fields.yaml', fieldsSchema),
    intents: read('intents.yaml', intentsSchema),
    examples,
    units: { expansions: units.expansions, neverBare: units.never_bare },
  };
}
