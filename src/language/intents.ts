export const INTENTS = [
  'help',
  'my_deadlines',
  'unit_deadlines',
  'inspection_schedule',
  'who_is_late',
  'completion_summary',
  'task_status',
  'overdue_tasks',
  'submit_report',
  'continue_draft',
  'set_value',
  'correct_value',
  'view_submission',
  'report_task_done',
  'request_extension',
  'remind_unit',
  'export',
  'contact_of_unit',
  'stop_notifications',
  'change_language_or_settings',
  'none',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Points for an intent where every condition holds; "a|b" is either, "!a" is not. */
export type IntentRule = readonly [number, ...string[]];

/** Points of each intent for what a message shows, in the order of INTENTS; undefined where no rule of it holds. */
export type Rules = (features: ReadonlySet<string>) => (number | undefined)[];

interface Rule {
  points: number;
  /** At least one bit of each of these, none of those. */
  wanted: readonly Bits[];
  unwanted: Bits;
}

/** One bit a feature. */
type Bits = Int32Array;

/** Rules as sets of bits: a hundred of them are asked of every message. */
export function compileRules(data: Readonly<Record<Intent, readonly IntentRule[]>>): Rules {
  const bits = new Map<string, number>();
  const split = (condition: string): string[] => condition.replace(/^!/, '').split('|');
  for (const list of Object.values(data))
    for (const [, ...conditions] of list)
      for (const feature of conditions.flatMap(split)) bits.set(feature, bits.get(feature) ?? bits.size);
  const bitsOf = (features: Iterable<string>): Bits => {
    const set = new Int32Array(Math.ceil(bits.size / 32));
    for (const feature of features) {
      const bit = bits.get(feature);
      if (bit !== undefined) set[bit >> 5] = (set[bit >> 5] ?? 0) | (1 << (bit & 31));
    }
    return set;
  };
  const compiled = INTENTS.map((intent) =>
    data[intent]
      .map(([points, ...conditions]): Rule => {
        const wanted = conditions.filter((one) => !one.startsWith('!'));
        const unwanted = conditions.filter((one) => one.startsWith('!'));
        return {
          points,
          wanted: wanted.map((one) => bitsOf(split(one))),
          unwanted: bitsOf(unwanted.flatMap(split)),
        };
      })
      .sort((a, b) => b.points - a.points),
  );
  return (features) => {
    const shown = bitsOf(features);
    return compiled.map((rules) => rules.find((rule) => holds(rule, shown))?.points);
  };
}

function holds({ wanted, unwanted }: Rule, shown: Bits): boolean {
  if (meet(unwanted, shown)) return false;
  for (const one of wanted) if (!meet(one, shown)) return false;
  return true;
}

function meet(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i += 1) if (((a[i] ?? 0) & (b[i] ?? 0)) !== 0) return true;
  return false;
}
