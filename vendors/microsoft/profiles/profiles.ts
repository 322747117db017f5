import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import type { Feed, FeedContext } from '../feed.ts';
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
    const { tenantId } = context;
    // The membership is named by the Partner ID: when that can't be read, nobody knows which record is at fault.
    const mpn = await readProfile(context, 'mpn', { path: '/v1/profiles/mpn', shape: mpnProfileShape, remoteId: null });
    const organization = await readProfile(context, 'organization', {
      path: '/v1/profiles/organization',
      shape: organizationProfileShape,
      remoteId: tenantId,
    });
    const legalBusiness = await readProfile(context, 'legalbusiness', {
      path: '/v1/profiles/legalbusiness?vettingVersion=Current',
      shape: legalBusinessProfileShape,
      remoteId: tenantId,
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
        record: toPartnerProfile(profiles, tenantId),
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

interface ProfileSource<T> {
  readonly path: string;
  readonly shape: z.ZodType<T>;
  /** The record that can't be read when the profile can't. */
  readonly remoteId: string | null;
}

/** One profile. 404 means that Microsoft keeps none of this kind for the partner; nothing else does. */
async function readProfile<T>(context: FeedContext, name: string, source: ProfileSource<T>): Promise<ProfilePart<T>> {
  const answer = await context.partnerCenter.call(
    { operation: `profiles.${name}`, method: 'GET', path: source.path, accepts: [404] },
    context.run,
  );
  if (answer.status === 404) return { value: null, payload: null };
  const checked = check(source.shape, answer.body, `/${name}`);
  if ('fault' in checked) return malformed(checked.fault, source.remoteId);
  return { value: checked.value, payload: answer.body };
}

function valueOf<T>(part: ProfilePart<T>): T | null {
  return 'value' in part ? part.value : null;
}

function payloadOf<T>(part: ProfilePart<T>): JsonValue {
  return 'payload' in part ? part.payload : null;
}
