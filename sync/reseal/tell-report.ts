import type { ResealReport, Unopened } from './reseal.ts';

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

function tellUnopened({ connectionId, why, keyId }: Unopened): string {
  const what =
    why === 'unknown_key'
      ? `is under the master key ${keyId}, which is not among the configured ones`
      : `can not be opened (${why})`;
  return `  The credential of connection ${connectionId} ${what}.`;
}

/**
 * A pass as a person reads it, a line each: what was moved, what could not be and which key that needs, and which keys
 * can go.
 * @param configured names of the configured master keys, the newest first
 */
export function tellReport(report: ResealReport, configured: readonly string[]): readonly string[] {
  const [newest, ...older] = configured;
  const idle = older.filter((id) => !report.stillNeeded.includes(id));
  const moved = many(report.moved, 'was moved', 'were moved');
  return [
    `${many(report.seen, 'credential is', 'credentials are')} stored; ${moved} to the master key ${newest}.`,
    ...report.unopened.map(tellUnopened),
    ...idle.map((id) => `No credential is under the master key ${id} any more: it can be taken away.`),
    ...older.filter((id) => report.stillNeeded.includes(id)).map((id) => `The master key ${id} is still needed.`),
  ];
}
