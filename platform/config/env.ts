/** The process's environment. The only place of the house that reads it. */
export function readEnv(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Sets a variable of this process, for libraries that take their options from nowhere else. */
export function setEnv(name: string, value: string): void {
  process.env[name] = value;
}
