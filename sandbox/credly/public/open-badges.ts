import { createHash } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { CredlyError, jsonAnswer } from '../answers.ts';
import type { CredlyCall, Route } from '../call.ts';
import { isObject, text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';

const CONTEXT = 'https://w3id.org/openbadges/v2';
const SHOWN_STATES: readonly string[] = ['accepted', 'revoked'];

function address(request: SandboxRequest, kind: string, id: string): string {
  const mount = request.rawUrl.slice(0, request.rawUrl.indexOf('/obi/v2/'));
  return `${request.origin}${mount}/obi/v2/${kind}/${id}`;
}

/** `sha256$` and the digest of address and salt, so that only who knows the address can recognise it. */
function hashedIdentity(email: string, salt: string): string {
  return `sha256$${createHash('sha256').update(`${email}${salt}`).digest('hex')}`;
}

function inner(document: JsonObject, name: string): JsonObject {
  const value = document[name];
  return isObject(value) ? value : {};
}

function findBadge({ world, params }: CredlyCall): JsonObject {
  const id = params['id'] ?? '';
  for (const employer of world.employers()) {
    for (const employee of employer.employees.ids()) {
      const badge = employer.badgesOf(employee).find(id);
      if (badge && SHOWN_STATES.includes(text(badge, 'state'))) return badge;
    }
  }
  throw new CredlyError(404, 'There is no such badge.');
}

/** An assertion of Open Badges 2.0: who was given which badge, when and until when. */
function assertion(call: CredlyCall): SandboxResponse {
  const badge = findBadge(call);
  const { request } = call;
  const id = text(badge, 'id');
  const salt = createHash('sha256').update(`${call.world.settings.seed}:salt:${id}`).digest('hex').slice(0, 16);
  const identity = hashedIdentity(text(inner(badge, 'user'), 'email'), salt);
  const expires = badge['expires_at'];
  return jsonAnswer(200, {
    '@context': CONTEXT,
    type: 'Assertion',
    id: address(request, 'badge_assertions', id),
    recipient: { type: 'email', hashed: true, salt, identity },
    image: text(badge, 'image_url'),
    issuedOn: badge['issued_at'] ?? null,
    ...(expires === null || expires === undefined ? {} : { expires }),
    ...(text(badge, 'state') === 'revoked' ? { revoked: true } : {}),
    badge: address(request, 'badge_classes', text(inner(badge, 'badge_template'), 'id')),
    verification: { type: 'hosted' },
  });
}

function badgeClass({ world, request, params }: CredlyCall): SandboxResponse {
  for (const issuer of world.catalogue) {
    const template = world.organization(issuer.id)?.templates.find(params['id'] ?? '');
    if (!template) continue;
    return jsonAnswer(200, {
      '@context': CONTEXT,
      type: 'BadgeClass',
      id: address(request, 'badge_classes', text(template, 'id')),
      name: template['name'] ?? null,
      description: template['description'] ?? null,
      image: template['image_url'] ?? null,
      criteria: { id: template['url'] ?? null },
      tags: [],
      issuer: address(request, 'issuers', issuer.id),
      alignment: [],
    });
  }
  throw new CredlyError(404, 'There is no such badge class.');
}

function issuerProfile({ world, request, params }: CredlyCall): SandboxResponse {
  const issuer = world.catalogue.find(({ id }) => id === params['id']);
  if (!issuer) throw new CredlyError(404, 'There is no such issuer.');
  const { id, name, slug } = issuer;
  const url = `https://www.credly.com/org/${slug}`;
  return jsonAnswer(200, { '@context': CONTEXT, type: 'Issuer', id: address(request, 'issuers', id), name, url });
}

const BASE = String.raw`^/v1/obi/v2`;

/** Open Badges 2.0, open to everybody who wants to verify a badge. */
export const OPEN_BADGE_ROUTES: readonly Route[] = (
  [
    ['obi.assertion', 'badge_assertions', assertion],
    ['obi.badgeClass', 'badge_classes', badgeClass],
    ['obi.issuer', 'issuers', issuerProfile],
  ] as const
).map(([operation, kind, handle]) => ({
  operation,
  method: 'GET',
  path: new RegExp(`${BASE}/${kind}/(?<id>[^/]+)$`),
  scope: null,
  handle,
}));
