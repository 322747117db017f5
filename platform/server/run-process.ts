import type { Logger } from 'pino';

/** Something that runs until it is told to stop. */
export interface Running {
  stop(): Promise<void>;
}

/** After this the process ends, whatever is left, in milliseconds. */
const HARD_CAP_MS = 20_000;
/**
 * Ctrl-C under npm arrives twice, from the terminal and from npm. A second signal so soon after the first is no wish to
 * hurry, in milliseconds.
 */
const SAME_WISH_MS = 1_000;

/**
 * Runs a server process: stops its parts, the last first, on SIGTERM, SIGINT or a fault that nothing caught, and then
 * ends the process; with code 0 after a signal. A second signal ends it at once.
 * @param start starts the parts; each is handed to `add` as soon as it runs, so that a start that fails halfway stops
 * what runs already
 */
export async function runProcess(log: Logger, start: (add: (part: Running) => void) => Promise<void>): Promise<void> {
  const parts: Running[] = [];
  let endingSince: number | undefined;

  const end = async (code: number): Promise<never> => {
    setTimeout(() => {
      log.fatal({}, 'the process did not stop in time and is cut');
      process.exit(1);
    }, HARD_CAP_MS).unref();
    let exitCode = code;
    for (const part of parts.splice(0).toReversed()) {
      await part.stop().catch((error: unknown) => {
        log.error({ err: error }, 'a part of the process did not stop');
        exitCode = 1;
      });
    }
    return process.exit(exitCode);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (endingSince !== undefined) {
      if (performance.now() - endingSince > SAME_WISH_MS) process.exit(1);
      return;
    }
    endingSince = performance.now();
    log.info({ signal }, 'the process was told to stop');
    void end(0);
  };
  const onFault = (error: unknown, message: string): void => {
    log.fatal({ err: error }, message);
    if (endingSince !== undefined) return;
    endingSince = performance.now();
    void end(1);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('uncaughtException', (error) => onFault(error, 'the process ends because of a fault that nothing caught'));
  process.on('unhandledRejection', (error) =>
    onFault(error, 'the process ends because of a fault that nothing caught'),
  );
  try {
    await start((part) => parts.push(part));
  } catch (error) {
    onFault(error, 'the process could not start');
  }
}
