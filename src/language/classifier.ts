import { INTENTS, type Intent } from './intents.ts';

/** What a message shows of its meaning, as strings; and, for an example, what it means. */
export interface LabelledCues {
  cues: readonly string[];
  intent: Intent;
}

/** Probability of each intent, in the order of INTENTS. */
export type Classifier = (cues: readonly string[]) => Float64Array;

const EPOCHS = 24;
const RATE = 0.35;
const DECAY = 0.0006;

/**
 * Softmax regression over the cues of the examples. Trained anew at every start in the order of the examples, from
 * zero: the same examples give the same classifier.
 */
export function trainClassifier(examples: readonly LabelledCues[]): Classifier {
  const columns = new Map<string, number>();
  for (const { cues } of examples)
    for (const cue of cues) if (!columns.has(cue)) columns.set(cue, columns.size);
  const classes = INTENTS.length;
  const weights = new Float64Array(columns.size * classes);
  const rows = examples.map(({ cues, intent }) => ({
    columns: known(cues, columns),
    target: INTENTS.indexOf(intent),
  }));
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = RATE / (1 + epoch * 0.25);
    for (const { columns: row, target } of rows) {
      const scale = 1 / Math.sqrt(row.length || 1);
      const odds = probabilities(weights, row, scale);
      for (const column of row) {
        for (let c = 0; c < classes; c += 1) {
          const at = column * classes + c;
          const weight = weights[at] ?? 0;
          weights[at] = weight + rate * (((c === target ? 1 : 0) - (odds[c] ?? 0)) * scale - DECAY * weight);
        }
      }
    }
  }
  return (cues) => {
    const row = known(cues, columns);
    return probabilities(weights, row, 1 / Math.sqrt(row.length || 1));
  };
}

function known(cues: readonly string[], columns: ReadonlyMap<string, number>): number[] {
  const row = new Set<number>();
  for (const cue of cues) {
    const column = columns.get(cue);
    if (column !== undefined) row.add(column);
  }
  return [...row];
}

function probabilities(weights: Float64Array, row: readonly number[], scale: number): Float64Array {
  const classes = INTENTS.length;
  const scores = new Float64Array(classes);
  for (const column of row) {
    for (let c = 0, at = column * classes; c < classes; c += 1, at += 1)
      scores[c] = (scores[c] ?? 0) + (weights[at] ?? 0) * scale;
  }
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let c = 0; c < classes; c += 1) sum += scores[c] = Math.exp(4 * ((scores[c] ?? 0) - highest));
  for (let c = 0; c < classes; c += 1) scores[c] = (scores[c] ?? 0) / sum;
  return scores;
}
