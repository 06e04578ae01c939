import { readFileSync, statSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { PlanFault } from './plan-faults.ts';

const LARGEST_FILE = 1_000_000;

export type Path = readonly (string | number)[];

/** One plan file: its value, where every text is as typed, and the faults found in it. */
export interface PlanSource {
  file: string;
  value: unknown;
  /** Adds a fault at the value the path leads to, or as near to it as the file goes. */
  fault(path: Path, message: string): void;
  /** Adds a fault at a key itself, for keys that should not be there. */
  faultAtKey(path: Path, message: string): void;
  /** Adds something to be looked at. */
  warn(path: Path, message: string): void;
  faults: PlanFault[];
  warnings: PlanFault[];
}

/**
 * Reads a YAML file, keeping positions. Scalars stay text ("1.10", "no", "4." are what they look like);
 * anchors, aliases and tags are refused, so that a small file cannot unfold into a large one.
 */
export function readSource(file: string): PlanSource {
  const read = readText(file);
  if ('fault' in read) return withoutDocument(file, read.fault);
  try {
    return parse(file, read.text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return withoutDocument(file, 'is nested too deeply');
  }
}

function readText(file: string): { text: string } | { fault: string } {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return { fault: 'there is no such file' };
  if (stats.size > LARGEST_FILE) {
    return { fault: `is ${stats.size} bytes; a plan file has at most ${LARGEST_FILE}` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    return { text: text.normalize('NFC') };
  } catch (error) {
    if (error instanceof TypeError) return { fault: 'is not UTF-8 text' };
    throw error;
  }
}

function parse(file: string, text: string): PlanSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  });
  const source = emptySource(file);
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const add = (list: PlanFault[], offset: number, message: string): void => {
    list.push({ file, ...place(offset), message });
  };
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    add(source.faults, pos[0], `not valid YAML: ${message}`);
  }
  visit(document, {
    Alias: (_, alias) => {
      add(source.faults, alias.range?.[0] ?? 0, `alias "*${alias.source}" is refused: write the value out`);
    },
  });
  source.fault = (path, message) => add(source.faults, offsetOf(document, path), message);
  source.faultAtKey = (path, message) => add(source.faults, keyOffset(document, path), message);
  source.warn = (path, message) => add(source.warnings, offsetOf(document, path), message);
  if (source.faults.length === 0) source.value = document.toJS({ maxAliasCount: 0 });
  return source;
}

/** A file that could not be parsed: whatever is wrong is wrong at its beginning. */
function withoutDocument(file: string, message: string): PlanSource {
  const source = emptySource(file);
  source.fault([], message);
  return source;
}

function emptySource(file: string): PlanSource {
  const faults: PlanFault[] = [];
  const warnings: PlanFault[] = [];
  const atTop = (list: PlanFault[]) => (_: Path, message: string) => {
    list.push({ file, line: 1, column: 1, message });
  };
  return {
    file,
    value: undefined,
    faults,
    warnings,
    fault: atTop(faults),
    faultAtKey: atTop(faults),
    warn: atTop(warnings),
  };
}

/** Where the value at `path` begins; where there is none, where the nearest value around it begins. */
function offsetOf(document: Document, path: Path): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    if (!isMap(next) && !isSeq(next) && !isScalar(next)) break;
    node = next;
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}

function keyOffset(document: Document, path: Path): number {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return offsetOf(document, path);
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path);
}
