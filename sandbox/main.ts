import { readEnv } from '../platform/config/env.ts';
import { startSandbox } from './kernel/server.ts';
import { sandboxOptions } from './options.ts';
import { ALL_STAND_INS } from './registry.ts';

async function main(): Promise<void> {
  const options = sandboxOptions(readEnv());
  const sandbox = await startSandbox({
    ...options,
    standIns: ALL_STAND_INS,
    onError: (error) => console.error(error),
    say: (line) => console.log(line),
  });
  console.log(`The sandbox listens on ${sandbox.origin} (seed ${options.seed}, ${options.partners} partners)`);
  for (const { vendor } of sandbox.standIns) {
    console.log(`  ${vendor}: ${sandbox.origin}/${vendor}/, control door ${sandbox.origin}/_control/${vendor}/`);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void sandbox.close();
    });
  }
}

try {
  await main();
} catch (error) {
  console.error(`The sandbox did not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
