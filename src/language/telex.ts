const SYLLABLE =
  /^(ngh?|nh|ch|th|tr|ph|kh|gh|gi|qu|[bcdghklmnpqrstvx])?(uye|uya|oai|oay|uoi|ieu|yeu|ie|ye|uo|ua|ue|uy|oa|oe|ia|oo|ai|ao|au|ay|eo|eu|iu|oi|ui|uu|[aeiouy])(ch|nh|ng|[cmnpt])?$/;

/** Whether a folded word could be Vietnamese as it stands. */
export const isSyllable = (word: string): boolean => SYLLABLE.test(word);

/** What only the keyboard leaves: a doubled letter, w, f, j, or a letter of tone at the end. */
const LEFT_OVER = /dd|aa|ee|oo|[wfj]|[srx]$/;
const WORD = /[\p{L}\p{M}]+/gu;
const PLAIN = /^[a-z]{3,9}$/;

/**
 * Undoes what a Telex keyboard leaves when the accents did not take: "nhieemj vuj" → "nhiem vu". Words that could be
 * meant as they stand (`isKnown`) and those that are no syllable either way stay.
 */
export function withoutTelex(text: string, isKnown: (word: string) => boolean): string {
  return text.replace(WORD, (typed: string) => {
    const word = typed.toLowerCase();
    if (!PLAIN.test(word) || !LEFT_OVER.test(word) || isSyllable(word) || isKnown(word)) return typed;
    const plain = untyped(word);
    return plain.length > 1 && isSyllable(plain) ? plain : typed;
  });
}

function untyped(word: string): string {
  const toneless = word
    .replace(/[sfrxj]$/, '')
    .replace(/([aeiouyw])[sfrxj]([a-z]{0,2})$/, '$1$2')
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1');
  return toneless.replace(/w/g, /[aou]/.test(toneless) ? '' : 'u');
}
