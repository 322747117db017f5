import { z } from 'zod';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import { THEATERS, type Theater } from '../credentials.ts';
import type { Account, Feed, FeedContext } from '../feed.ts';
import { resumeCodec } from '../wire/resume.ts';
import { membershipId } from './membership-record.ts';
import { readResellerPage, type ResellerPage } from './read-page.ts';
import { resellerMemberships } from './reseller-memberships.ts';

const positionShape = z.object({
  theaters: z.array(z.enum(THEATERS)).min(1),
  page: z.number().int().min(1),
  /** No theater has answered yet. */
  refused: z.boolean(),
});

type Position = z.infer<typeof positionShape>;

const resume = resumeCodec('resellers', positionShape);

/**
 * The partner's own membership, looked up by its BE GEO ID, theater by theater. Only distributors may search, so a
 * reseller's connection asks nothing and brings nothing; nor does one that does not know its number.
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
    const { role, beGeoId } = context.account;
    if (role !== 'distributor' || beGeoId === undefined) {
      yield { items: [], resume: null, watermark: null, calls: 0 };
      return;
    }
    let at: Position | null = request.resumeFrom === null ? startOf(context.account) : resume.read(request.resumeFrom);
    while (at) {
      const step: Step = await readStep(context, at, beGeoId);
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

function startOf(account: Account): Position {
  return { theaters: [...(account.theaterCodes ?? THEATERS)], page: 1, refused: true };
}

interface Step {
  readonly items: readonly PulledItem[];
  readonly next: Position | null;
}

async function readStep(context: FeedContext, at: Position, beGeoId: string): Promise<Step> {
  const [theater, ...later] = at.theaters;
  if (theater === undefined) return { items: [], next: null };
  const page = await readOrRefusal(context, theater, { beGeoId, page: at.page });
  const refused = at.refused && 'refusal' in page;
  const next = later.length > 0 ? { theaters: later, page: 1, refused } : null;
  if ('refusal' in page) {
    // Refused everywhere it is no longer a matter of theaters: an empty answer would wipe out what we know.
    const isAskedFor = context.account.theaterCodes !== undefined;
    if (isAskedFor || (next === null && refused)) throw page.refusal;
    return { items: [], next };
  }
  return { items: ownItems(page, beGeoId), next: page.hasMore ? { ...at, page: at.page + 1, refused } : next };
}

/** A distributor that is not at home in a theater is refused there: no fault, unless that theater was configured. */
async function readOrRefusal(
  context: FeedContext,
  theater: Theater,
  query: { readonly beGeoId: string; readonly page: number },
): Promise<ResellerPage | { readonly refusal: VendorError }> {
  try {
    return await readResellerPage(context, { theater, ...query });
  } catch (error) {
    const isRefusal = isVendorError(error) && error.kind === 'refused' && error.httpStatus !== undefined;
    if (isRefusal && query.page === 1) return { refusal: error };
    throw error;
  }
}

/** Records of a connection are its own partner's, so every other reseller is left out. */
function ownItems({ answer }: ResellerPage, beGeoId: string): PulledItem[] {
  const { memberships, malformed } = resellerMemberships(answer);
  const own = memberships.filter((membership) => membership.beGeoId === beGeoId);
  return [
    ...own.map(({ record, payload }) => ({ record, payload })),
    ...malformed.filter((item) => [membershipId(beGeoId), null].includes(item.malformed.remoteId)),
  ];
}
