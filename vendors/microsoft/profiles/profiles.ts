import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import type { Feed, FeedContext } from '../feed.ts';
import { check, malformed } from '../wire/checked.ts';
import { legalBusinessProfileShape, mpnProfileShape, organizationProfileShape } from './profile-wire.ts';
import { toPartnerProfile, toProgramMembership } from './profile-records.ts';

/** Who the partner is at Microsoft. Three calls, one page, always everything. */
export const profilesFeed: Feed = {
  facts: {
    name: 'profiles',
    area: 'MEMBERSHIP',
    kinds: ['partnerProfile', 'membership'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context) {
    const mpn = await readProfile(context, 'mpn', { path: '/v1/profiles/mpn', shape: mpnProfileShape });
    const organization = await readProfile(context, 'organization', {
      path: '/v1/profiles/organization',
      shape: organizationProfileShape,
    });
    const legalBusiness = await readProfile(context, 'legalbusiness', {
      path: '/v1/profiles/legalbusiness?vettingVersion=Current',
      shape: legalBusinessProfileShape,
    });
    const parts = [mpn, organization, legalBusiness];
    const items: PulledItem[] = parts.flatMap((part) => ('malformed' in part ? [part] : []));
    // With one profile unreadable the record would lose what an earlier run knew: it is left as it was.
    if (items.length === 0 && parts.some((part) => 'value' in part && part.value)) {
      const profiles = {
        mpn: valueOf(mpn),
        organization: valueOf(organization),
        legalBusiness: valueOf(legalBusiness),
      };
      items.push({
        record: toPartnerProfile(profiles, context.tenantId),
        payload: {
          mpn: payloadOf(mpn),
          organization: payloadOf(organization),
          legalbusiness: payloadOf(legalBusiness),
        },
      });
    }
    const membership = toProgramMembership(valueOf(mpn));
    if (membership) items.push({ record: membership, payload: payloadOf(mpn) });
    yield { items, resume: null, watermark: null, calls: context.run.takeCalls() };
  },
};

type ProfilePart<T> = { readonly value: T | null; readonly payload: JsonValue } | ReturnType<typeof malformed>;

/** One profile. 404 means that Microsoft keeps none of this kind for the partner. */
async function readProfile<T>(
  context: FeedContext,
  name: string,
  source: { readonly path: string; readonly shape: z.ZodType<T> },
): Promise<ProfilePart<T>> {
  const answer = await context.partnerCenter.call(
    { operation: `profiles.${name}`, method: 'GET', path: source.path, accepts: [404] },
    context.run,
  );
  if (answer.status === 404 || answer.body === null) return { value: null, payload: null };
  const checked = check(source.shape, answer.body);
  if ('fault' in checked)
    return malformed({ ...checked.fault, path: `/${name}${checked.fault.path}` }, context.tenantId);
  return { value: checked.value, payload: answer.body };
}

function valueOf<T>(part: ProfilePart<T>): T | null {
  return 'value' in part ? part.value : null;
}

function payloadOf<T>(part: ProfilePart<T>): JsonValue {
  return 'payload' in part ? part.payload : null;
}
