import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import { THEATERS, type Theater } from '../credentials.ts';
import type { Account, Feed, FeedContext } from '../feed.ts';
import { resumeCodec } from '../wire/resume.ts';
import { itemsOf } from './owned-items.ts';
import { readResellerPage, type ResellerPage } from './read-page.ts';
import { resellerMemberships } from './reseller-memberships.ts';

const positionShape = z.object({
  theaters: z.array(z.enum(THEATERS)).min(1),
  /** No theater has answered yet. */
  refused: z.boolean(),
});

type Position = z.infer<typeof positionShape>;

const resume = resumeCodec('resellers', positionShape);

/**
 * Where a distributor's resellers stand, theater by theater, and where it stands itself. Only distributors may search, so
 * a reseller's connection asks nothing and brings nothing. A distributor that names none of its resellers asks for its
 * own number alone, and one that does not know that either asks nothing.
 */
export const resellersFeed: Feed = {
  facts: {
    name: 'resellers',
    area: 'MEMBERSHIP',
    kinds: ['membership'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context, request) {
    const wanted = wantedOf(context.account);
    if (wanted === null) {
      yield { items: [], resume: null, watermark: null, calls: 0 };
      return;
    }
    let at: Position | null = request.resumeFrom === null ? startOf(context.account) : resume.read(request.resumeFrom);
    while (at) {
      const step: Step = await readStep(context, at, wanted);
      at = step.next;
      yield {
        items: step.items,
        resume: at === null ? null : resume.write(at),
        watermark: null,
        calls: context.run.takeCalls(),
      };
    }
  },
};

/** Which resellers are asked for: one number, or all. */
interface Wanted {
  readonly beGeoId: string | null;
}

function wantedOf({ role, beGeoId, resellers = [] }: Account): Wanted | null {
  if (role !== 'distributor') return null;
  if (resellers.length > 0) return { beGeoId: null };
  return beGeoId === undefined ? null : { beGeoId };
}

function startOf(account: Account): Position {
  return { theaters: [...(account.theaterCodes ?? THEATERS)], refused: true };
}

interface Step {
  readonly items: readonly PulledItem[];
  readonly next: Position | null;
}

/**
 * Reads a theater whole: a reseller has a row for each of its sites, and they may stand on different pages. Which theater
 * it belongs to follows from its number, which is of one country.
 */
async function readStep(context: FeedContext, at: Position, wanted: Wanted): Promise<Step> {
  const [theater, ...later] = at.theaters;
  if (theater === undefined) return { items: [], next: null };
  const answers = await readOrRefusal(context, theater, wanted);
  const refused = at.refused && 'refusal' in answers;
  const next = later.length > 0 ? { theaters: later, refused } : null;
  if ('refusal' in answers) {
    // Refused everywhere it is no longer a matter of theaters: an empty answer would wipe out what we know.
    const isAskedFor = context.account.theaterCodes !== undefined;
    if (isAskedFor || (next === null && refused)) throw answers.refusal;
    return { items: [], next };
  }
  return { items: itemsOf(resellerMemberships(answers), context.account), next };
}

/** A distributor that is not at home in a theater is refused there: no fault, unless that theater was configured. */
async function readOrRefusal(
  context: FeedContext,
  theater: Theater,
  { beGeoId }: Wanted,
): Promise<readonly JsonValue[] | { readonly refusal: VendorError }> {
  const answers: JsonValue[] = [];
  let page: ResellerPage;
  do {
    try {
      page = await readResellerPage(context, { theater, beGeoId, page: answers.length + 1 }, answers.at(-1));
    } catch (error) {
      const isRefusal = isVendorError(error) && error.kind === 'refused' && error.httpStatus !== undefined;
      if (isRefusal && answers.length === 0) return { refusal: error };
      throw error;
    }
    answers.push(page.answer);
  } while (page.hasMore);
  return answers;
}
