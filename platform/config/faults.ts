/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** The variable. */
  readonly name: string;
  readonly expected: string;
  /** What came instead, as it may be shown: `[redacted]` for a secret, `nothing` for none. */
  readonly came: string;
}

/** The faults as a person reads them, a line each. */
export function describeFaults(faults: readonly ConfigFault[]): readonly string[] {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return [
    `The configuration has ${count}:`,
    ...faults.map(({ name, expected, came }) => `  ${name}: expected ${expected}, came ${came}`),
  ];
}
