const PATIENCE_MS = 20_000;
const LOOK_MS = 2;

/**
 * Waits until something is so, looking again and again; for what another process or server does in its own time.
 * @throws Error when it never is
 */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('what was waited for did not come about');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
