import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed, textMember } from '../../../platform/vendor/shape-check.ts';
import type { Feed, FeedContext } from '../feed.ts';
import { resumeCodec } from '../wire/resume.ts';
import { readRelationshipPage } from './read-page.ts';
import { isActive, resellerMembershipId, toProviderMembership, toResellerMembership } from './relationship-records.ts';
import { relationshipShape } from './relationship-wire.ts';
import { relationshipTypeOf } from './roles.ts';

const positionShape = z.object({
  role: z.enum(['reseller', 'provider']),
  token: z.string().nullable(),
  /** Microsoft refused to list our providers: we are no reseller, or may see nothing at all. */
  refused: z.boolean(),
});

type Position = z.infer<typeof positionShape>;

const resume = resumeCodec('relationships', positionShape);

/** Membership in CSP, read from who sells through whom: first our providers, then whether we are one. */
export const relationshipsFeed: Feed = {
  facts: {
    name: 'relationships',
    area: 'MEMBERSHIP',
    kinds: ['membership'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context, request) {
    const start: Position = { role: 'reseller', token: null, refused: false };
    let at: Position | null = request.resumeFrom === null ? start : resume.read(request.resumeFrom);
    while (at) {
      const step: Step = at.role === 'reseller' ? await readProviders(context, at) : await askIfProvider(context, at);
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

interface Step {
  readonly items: readonly PulledItem[];
  readonly next: Position | null;
}

async function readProviders(context: FeedContext, at: Position): Promise<Step> {
  const page = await readRelationshipPage(context, 'reseller', at.token);
  if ('refusal' in page) return { items: [], next: { role: 'provider', token: null, refused: true } };
  const next: Position =
    page.next === null
      ? { role: 'provider', token: null, refused: false }
      : { role: 'reseller', token: page.next, refused: false };
  return { items: page.items.flatMap(toItem), next };
}

/** The first active reseller makes us a provider: no need to read on, and other firms are no records of ours. */
async function askIfProvider(context: FeedContext, at: Position): Promise<Step> {
  const page = await readRelationshipPage(context, 'provider', at.token);
  if ('refusal' in page) {
    // Refused on both sides it is no longer a matter of roles: an empty answer would wipe out what we know.
    if (at.refused) throw page.refusal;
    return { items: [], next: null };
  }
  const active = page.items.find((item) => {
    const checked = check(relationshipShape, item);
    return 'value' in checked && isActive(checked.value);
  });
  if (active !== undefined)
    return { items: [{ record: toProviderMembership(), payload: PROVIDER_PAYLOAD }], next: null };
  return { items: page.items.flatMap(onlyFaults), next: page.next === null ? null : { ...at, token: page.next } };
}

/** What was asked and answered, without the names of the firms in the answer. */
const PROVIDER_PAYLOAD = { relationship_type: relationshipTypeOf('provider'), hasActiveReseller: true };

function toItem(raw: JsonValue): PulledItem[] {
  const checked = check(relationshipShape, raw);
  if ('fault' in checked) return [malformed(checked.fault, resellerMembershipId(textMember(raw, 'id')))];
  return isActive(checked.value) ? [{ record: toResellerMembership(checked.value), payload: raw }] : [];
}

function onlyFaults(raw: JsonValue): PulledItem[] {
  const checked = check(relationshipShape, raw);
  return 'fault' in checked ? [malformed(checked.fault, null)] : [];
}
