import { loadLexicon } from '../../src/files/lexicon.ts';
import { createLanguages } from '../../src/language/languages.ts';
import { calendar } from './plans.ts';

/** One for all tests of a file: the units of a plan are learnt once. */
export const languages = createLanguages(loadLexicon(), calendar);
