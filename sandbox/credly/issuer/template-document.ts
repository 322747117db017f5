import type { IssuerFacts, TemplateFacts } from '../catalogue.ts';
import type { JsonObject } from '../../kernel/json.ts';

const SITE = 'https://www.credly.com';
/** One in twenty templates is no longer issued. */
const ARCHIVED_EVERY = 20;

/** Who issued: the organisation stands among the entities, the primary one first. */
export function issuerDocument({ id, name, slug }: IssuerFacts): JsonObject {
  const vanity_url = `${SITE}/org/${slug}`;
  return {
    summary: `issued by ${name}`,
    entities: [
      {
        label: 'Issued by',
        primary: true,
        entity: {
          type: 'Organization',
          id,
          name,
          url: `${SITE}/organizations/${slug}`,
          vanity_url,
          internationalize_badge_templates: false,
          share_to_ziprecruiter: false,
          verified: true,
        },
      },
    ],
  };
}

/** A template as it stands inside a badge. The data file has no skills, so there are none. */
export function templateDocument(issuer: IssuerFacts, template: TemplateFacts): JsonObject {
  const { id, name, level, type_category, vanity_slug } = template;
  const image_url = `https://images.credly.com/images/${id}/image.png`;
  return {
    id,
    name,
    description: `Holders of ${name} have met its requirements.`,
    level,
    type_category,
    vanity_slug,
    owner_vanity_slug: issuer.slug,
    recipient_type: 'User',
    public: true,
    url: `${SITE}/org/${issuer.slug}/badge/${vanity_slug}`,
    image_url,
    image: { id, url: image_url },
    skills: [],
    issuer: issuerDocument(issuer),
  };
}

/** A template in its organisation's own list. @param at its place in the list, from 0 */
export function listedTemplate(issuer: IssuerFacts, template: TemplateFacts, at: number): JsonObject {
  const state = at % ARCHIVED_EVERY === ARCHIVED_EVERY - 1 ? 'archived' : 'active';
  return { ...templateDocument(issuer, template), state };
}
