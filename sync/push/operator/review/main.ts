import 'reflect-metadata';
import { createVendorDirectory } from '../../../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../../../vendors/registry.ts';
import { ALL_WRITE_TARGETS } from '../../../all-write-targets.ts';
import { readReviewArguments, REVIEW_USAGE } from './arguments.ts';
import { listReviews, tellReviews } from './list.ts';
import { review } from './act.ts';
import { runTool } from '../run-tool.ts';

/*
 * Entry of `npm run review`: what waits for a person, and what an operator does about it. Ends with 0 for what was done,
 * 1 for what could not be, 2 for wrong arguments.
 */
const asked = readReviewArguments(process.argv.slice(2));
if (asked === null) {
  console.error(REVIEW_USAGE);
  process.exit(2);
}
const complain = (line: string): void => console.error(line);

await runTool(complain, async ({ database, clock }) => {
  const db = database.kysely;
  if (asked.act === 'list') {
    const { nameOf } = createVendorDirectory(ALL_WORKSHOPS);
    for (const line of tellReviews(await listReviews(db, clock.now()), nameOf)) console.log(line);
    return 0;
  }
  const { done, told } = await review({ db, targets: ALL_WRITE_TARGETS, now: () => clock.now() }, asked);
  console.log(told);
  return done ? 0 : 1;
});
