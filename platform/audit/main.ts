import { systemClock } from '../clock/clock.ts';
import { loadConfigOrExit } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { createLogger } from '../log/logger.ts';
import { openOperatorDatabase } from '../server/operator-database.ts';
import { readVerifyArguments, VERIFY_USAGE } from './verify-arguments.ts';
import { verifyAuditChain } from './verify-chain.ts';

/*
 * Entry of the verification of one tenant's audit log: prints the verdict as a line of JSON, with the end to note and to
 * verify against the next time. Ends with 0 for a chain without a fault, 1 for one with faults, 2 for wrong arguments.
 * It is configured as the processes of the installation are, and runs beside them.
 */
const asked = readVerifyArguments(process.argv.slice(2));
if (asked === null) {
  console.error(VERIFY_USAGE);
  process.exit(2);
}
const config = loadConfigOrExit(
  readEnv(),
  { print: (line) => console.error(line), exit: (code) => process.exit(code) },
  { takesTokens: false },
);
const { database, close } = await openOperatorDatabase(config, { max: 1, log: createLogger({ level: 'silent' }) });
try {
  const { partnerId, anchor } = asked;
  const { faults, entries, hash } = await verifyAuditChain(database.kysely, partnerId, {
    now: systemClock.now(),
    anchor,
  });
  console.log(JSON.stringify({ partner: partnerId, end: `${entries}:${hash}`, faults }));
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await close();
}
