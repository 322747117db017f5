import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { CredlyError } from '../answers.ts';
import type { CredlyCall, Route } from '../call.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { pageAnswer, readWhole } from '../paging.ts';

const PAGE_SIZE = { fallback: 48, max: 48 };

/** A badge as the public sees it: without the holder's address. */
function publicBadge(badge: JsonObject): JsonObject {
  const { user: _user, badge_url: _url, ...rest } = badge;
  const path = `/earner/earned/badge/${String(badge['id'])}`;
  return { ...rest, earner_path: path, is_private_badge: false, user_is_earner: false };
}

/** `GET /users/{vanity}/badges.json`: accepted public badges of people who keep a public profile. */
function earnerBadges({ world, request, params }: CredlyCall): SandboxResponse {
  const size = readWhole(request.query, 'page_size', PAGE_SIZE);
  for (const employer of world.employers()) {
    const id = employer.publicProfile(params['vanity'] ?? '');
    if (id === null || !employer.employees.find(id)) continue;
    const badges = employer.badgesOf(id).all();
    const shown = badges.filter((badge) => badge['state'] === 'accepted' && badge['public'] === true);
    return pageAnswer(shown.map(publicBadge), request, size);
  }
  throw new CredlyError(404, 'There is no such public profile.');
}

export const EARNER_ROUTES: readonly Route[] = [
  {
    operation: 'earner.badges',
    method: 'GET',
    path: /^\/users\/(?<vanity>[^/]+)\/badges\.json$/,
    scope: null,
    handle: earnerBadges,
  },
];
