import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { vendorOfIssuer } from '../issuers.ts';
import { badgeCatalogue } from './catalogue.ts';

const entity = z
  .object({ primary: z.boolean().nullish().catch(null), entity: z.object({ id: z.string() }) })
  .nullable()
  .catch(null);

const issuer = z
  .object({ entities: z.array(entity) })
  .nullish()
  .catch(null);

const word = z.string().nullish().catch(null);

/** Where an answer may say who issued a badge [ibm 5]; whatever else is wrong with it is none of this. */
const issuedShape = z.object({
  issuer,
  badge_template: z.object({ id: word, owner_vanity_slug: word, issuer }).nullish().catch(null),
});

/**
 * The vendor of ours that issued a badge: as the badge says, else as its template says, else as the catalogue knows the
 * template. A badge of several issuers is its main one's, and another's only where the main one is not ours.
 * @returns null for everybody else's badges
 */
export function vendorOfBadge(badge: JsonValue): string | null {
  const parsed = issuedShape.safeParse(badge);
  if (!parsed.success) return null;
  const { issuer: own, badge_template: template } = parsed.data;
  const ids = [...issuerIds(own), ...issuerIds(template?.issuer), template?.owner_vanity_slug ?? ''];
  const told = ids.map(vendorOfIssuer).find((vendor) => vendor !== null);
  return told ?? badgeCatalogue().byId(template?.id ?? '')?.vendor ?? null;
}

function issuerIds(found: z.infer<typeof issuer>): string[] {
  const entities = (found?.entities ?? []).filter((each) => each !== null);
  const main = entities.filter((each) => each.primary);
  return [...main, ...entities].map((each) => each.entity.id);
}
