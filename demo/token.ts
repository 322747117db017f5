import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { openDemoIssuer } from './issuer.ts';
import { DEMO_PROFILES, isDemoProfile } from './profiles.ts';

/** Entry of `npm run token -- <profile>`: prints a token for the demonstration, and nothing else, on standard output. */
async function main(): Promise<void> {
  const [name] = process.argv.slice(2);
  if (name === undefined || !isDemoProfile(name)) {
    console.error(`expected a profile, came ${name === undefined ? 'nothing' : JSON.stringify(name)}; profiles are:`);
    for (const [known, { description }] of Object.entries(DEMO_PROFILES)) {
      console.error(`  ${known.padEnd(12)}${description}`);
    }
    process.exitCode = 1;
    return;
  }
  const config = loadConfigOrExit(
    { ...readEnv(), PARTNERGRAPH_DEMO: 'true' },
    { print: (line) => console.error(line), exit: (code) => process.exit(code) },
  );
  const issuer = await openDemoIssuer({ folder: config.dataFolder, clock: systemClock });
  console.log(await issuer.issue(DEMO_PROFILES[name]));
}

await main();
