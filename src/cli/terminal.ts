/** What a command talks through, so that tests need no process. */
export interface Terminal {
  /** Lines of standard input, without their line ends. */
  lines: AsyncIterable<string>;
  /** Whether a person sits at both ends. */
  interactive: boolean;
  out(line: string): void;
  error(line: string): void;
}

/** Exit codes: 0 done, 1 the answer is no or something failed, 2 wrong usage or a bad file. */
export type ExitCode = 0 | 1 | 2;
