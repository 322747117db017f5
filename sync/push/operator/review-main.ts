import 'reflect-metadata';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../../vendors/registry.ts';
import { ALL_WRITE_TARGETS } from '../../all-write-targets.ts';
import { readReviewArguments, REVIEW_USAGE } from './review-arguments.ts';
import { listReviews, tellReviews } from './review-list.ts';
import { review } from './review.ts';
import { runTool } from './run-tool.ts';

/*
 * Entry of `npm run review`: what waits for a person, and what an operator does about it. Ends with 0 for what was done,
 * 1 for what could not be, 2 for wrong arguments.
 */
const asked = readReviewArguments(process.argv.slice(2));
if (asked === null) {
  console.error(REVIEW_USAGE);
  process.exit(2);
}
await runTool(async ({ database, clock, print }) => {
  const db = database.kysely;
  if (asked.act === 'list') {
    const { nameOf } = createVendorDirectory(ALL_WORKSHOPS);
    for (const line of tellReviews(await listReviews(db, clock.now()), nameOf)) print(line);
    return 0;
  }
  const { done, told } = await review({ db, targets: ALL_WRITE_TARGETS, now: () => clock.now() }, asked);
  print(told);
  return done ? 0 : 1;
});
