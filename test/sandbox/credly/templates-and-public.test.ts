import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { credlyAccount, credlyIssuerAccount } from '../../../sandbox/credly/accounts.ts';
import { readCatalogue } from '../../../sandbox/credly/catalogue.ts';
import { SEED, basic, listOf, objectOf, startCredly } from './support.ts';
import type { CredlySandbox, WireObject } from './support.ts';

const CISCO = '74381078-44ac-4581-8471-36bd1ce495b7';
const TEMPLATES = `/v1/organizations/${CISCO}/badge_templates`;
const AS_CISCO = basic(credlyIssuerAccount(SEED, CISCO));

describe('badge templates', () => {
  let sandbox: CredlySandbox;

  beforeAll(async () => {
    sandbox = await startCredly();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('an issuer reads its own, in pages', async () => {
    const facts = readCatalogue().find(({ id }) => id === CISCO);
    const templates = await sandbox.all(TEMPLATES, AS_CISCO);
    expect(templates.map(({ id }) => id)).toEqual(facts?.templates.map(({ id }) => id));
    const { json } = await sandbox.call(TEMPLATES, AS_CISCO);
    expect(objectOf(json, 'metadata')).toMatchObject({ per: 50, total_count: 78, total_pages: 2 });
    const one = await sandbox.call(`${TEMPLATES}/${String(templates[0]?.['id'])}`, AS_CISCO);
    expect(objectOf(one.json, 'data')).toEqual(templates[0]);
    expect((await sandbox.call(`${TEMPLATES}/nothing`, AS_CISCO)).status).toBe(404);
  });

  test('an employer cannot read an issuer’s, and has none of its own', async () => {
    expect((await sandbox.call(TEMPLATES)).status).toBe(403);
    const { organizationId } = credlyAccount(SEED, 1);
    expect(await sandbox.all(`/v1/organizations/${organizationId}/badge_templates`)).toEqual([]);
  });

  test('filters by several keys and values, and sorts both ways', async () => {
    const query = new URLSearchParams({ filter: 'state::active|level::Advanced,Foundational', sort: '-name' });
    const found = await sandbox.all(`${TEMPLATES}?${query}`, AS_CISCO);
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['active']));
    expect(new Set(found.map(({ level }) => level))).toEqual(new Set(['Advanced', 'Foundational']));
    const names = found.map(({ name }) => String(name));
    expect(names).toEqual(names.toSorted((left, right) => right.localeCompare(left, 'en')));
    const archived = await sandbox.all(`${TEMPLATES}?filter=state::archived`, AS_CISCO);
    expect(archived).toHaveLength(3);
  });

  test.each(['filter=state', 'filter=colour::red', 'sort=-colour'])('refuses %s', async (query) => {
    expect((await sandbox.call(`${TEMPLATES}?${query}`, AS_CISCO)).status).toBe(400);
  });

  test('an organization finds itself, and only itself', async () => {
    const { organizationId } = credlyAccount(SEED, 1);
    const own = { id: organizationId, name: 'Alpenrand Systems GmbH' };
    expect(await sandbox.all('/v1/organizations')).toEqual([own]);
    expect((await sandbox.call(`/v1/organizations/${organizationId}`)).json).toEqual({ data: own });
    expect((await sandbox.call(`/v1/organizations/${CISCO}`)).status).toBe(403);
    expect((await sandbox.call('/v1/organizations/nobody')).status).toBe(404);
  });
});

describe('what everybody can see', () => {
  let sandbox: CredlySandbox;
  let badges: WireObject[];

  beforeAll(async () => {
    sandbox = await startCredly();
    ({ badges } = await sandbox.staff());
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const vanityOf = (badge: WireObject) => String(objectOf(badge, 'user')['url']).split('/').at(-1) ?? '';
  const page = async (vanity: string, query = '') => await sandbox.call(`/users/${vanity}/badges.json${query}`, null);

  test('a public profile shows the accepted badges, without the holder’s address', async () => {
    const vanities = [...new Set(badges.map(vanityOf))];
    const answers = await Promise.all(vanities.map(async (vanity) => ({ vanity, answer: await page(vanity) })));
    const open = answers.filter(({ answer }) => answer.status === 200);
    expect(open).toHaveLength(6);
    for (const { vanity, answer } of open) {
      const accepted = badges.filter((badge) => vanityOf(badge) === vanity && badge['state'] === 'accepted');
      expect(listOf(answer.json, 'data').map(({ id }) => id)).toEqual(accepted.map(({ id }) => id));
      expect(answer.text).not.toContain('@');
      expect(objectOf(answer.json, 'metadata')).toMatchObject({ per: 48, total_count: accepted.length });
    }
    const closed = answers.filter(({ answer }) => answer.status !== 200);
    expect(closed.map(({ answer }) => answer.status)).toEqual([404, 404]);
    expect((await page('nobody')).status).toBe(404);
  });

  test('its pages are as long as was asked for, up to 48', async () => {
    const [first] = badges;
    const vanity = vanityOf(first ?? {});
    const { json } = await page(vanity, '?page_size=1&page=2');
    expect(listOf(json, 'data')).toHaveLength(1);
    expect(new URL(String(objectOf(json, 'metadata')['previous_page_url'])).searchParams.get('page_size')).toBe('1');
    expect((await page(vanity, '?page_size=49')).status).toBe(400);
  });

  test('an assertion names the holder only by a salted digest, and leads to its class and issuer', async () => {
    const badge = badges.find(({ state, expires_at }) => state === 'accepted' && expires_at !== null) ?? {};
    const { json } = await sandbox.call(`/v1/obi/v2/badge_assertions/${String(badge['id'])}`, null);
    const recipient = objectOf(json, 'recipient');
    const digest = createHash('sha256')
      .update(`${String(objectOf(badge, 'user')['email'])}${String(recipient['salt'])}`)
      .digest('hex');
    expect(recipient).toMatchObject({ type: 'email', hashed: true, identity: `sha256$${digest}` });
    expect(json).toMatchObject({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      issuedOn: badge['issued_at'],
      expires: badge['expires_at'],
    });
    const badgeClass = await sandbox.call(String(json['badge']), null);
    expect(badgeClass.json).toMatchObject({ type: 'BadgeClass', name: objectOf(badge, 'badge_template')['name'] });
    const issuer = await sandbox.call(String(badgeClass.json['issuer']), null);
    const [entity] = listOf(objectOf(badge, 'issuer'), 'entities');
    expect(issuer.json).toMatchObject({ type: 'Issuer', name: objectOf(entity, 'entity')['name'] });
  });

  test('a revoked badge says so; pending and rejected ones have no assertion; one that never ends has no end', async () => {
    const assertion = async (badge: WireObject | undefined) =>
      await sandbox.call(`/v1/obi/v2/badge_assertions/${String(badge?.['id'])}`, null);
    const inState = (wanted: string) => badges.find(({ state }) => state === wanted);
    expect((await assertion(inState('revoked'))).json['revoked']).toBe(true);
    expect((await assertion(inState('pending'))).status).toBe(404);
    expect((await assertion(inState('rejected'))).status).toBe(404);
    const endless = badges.find(({ state, expires_at }) => state === 'accepted' && expires_at === null);
    expect((await assertion(endless)).json).not.toHaveProperty('expires');
  });

  test('what is not there is 404', async () => {
    for (const kind of ['badge_assertions', 'badge_classes', 'issuers']) {
      expect((await sandbox.call(`/v1/obi/v2/${kind}/nothing`, null)).status).toBe(404);
    }
    expect((await sandbox.call('/v1/organizations/x/badges')).status).toBe(404);
  });

  test('calls are counted by operation', async () => {
    await sandbox.door('calls', 'DELETE');
    await sandbox.staff();
    expect((await sandbox.door('calls')).json['calls']).toEqual({ 'employees.data': 8, 'employees.list': 1 });
  });
});
