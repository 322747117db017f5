import { isSecretName, redactSecrets } from '../http/redact.ts';

/**
 * A finished log line without secrets, and still one line of JSON: every text in it is searched, and a text under a
 * secret's name is blanked, however deep it lies.
 */
export function redactLine(line: string): string {
  const end = line.endsWith('\n') ? '\n' : '';
  try {
    return JSON.stringify(JSON.parse(line), redactMember) + end;
  } catch {
    return JSON.stringify({ level: 'error', msg: 'a log line could not be read back and was dropped' }) + end;
  }
}

function redactMember(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return isSecretName(name) ? '[redacted]' : redactSecrets(value);
}
