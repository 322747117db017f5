import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { credlyAccount } from '../../../sandbox/credly/accounts.ts';
import { readCatalogue } from '../../../sandbox/credly/catalogue.ts';
import { sandboxPartner } from '../../../sandbox/kernel/partners.ts';
import { DAY, SEED, listOf, objectOf, startCredly } from './support.ts';
import type { CredlySandbox, WireObject } from './support.ts';

const { organizationId } = credlyAccount(SEED, 1);
const STAFF = `/v1/organizations/${organizationId}/employees`;

function issuerOf(badge: WireObject): WireObject {
  return objectOf(listOf(objectOf(badge, 'issuer'), 'entities')[0], 'entity');
}
const daysLeft = (badge: WireObject, now: number) =>
  badge['expires_at'] === null ? null : (Date.parse(String(badge['expires_at'])) - now) / DAY;

describe('a partner’s staff', () => {
  let sandbox: CredlySandbox;

  beforeAll(async () => {
    sandbox = await startCredly();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('is eight people with addresses at the partner’s domain', async () => {
    for (const partner of [1, 2, 3, 4]) {
      const { employees } = await sandbox.staff(partner);
      expect(employees).toHaveLength(8);
      const { domain } = sandboxPartner(partner);
      for (const { email } of employees) expect(email).toMatch(new RegExp(`^[a-z]+\\.[a-z]+@${domain}$`));
      expect(new Set(employees.map(({ email }) => email)).size).toBe(8);
    }
  });

  test('holds badges of AWS, Cisco, Dell and IBM: some over, some that end within 90 days, some that never do', async () => {
    for (const partner of [1, 2, 3, 4]) {
      const { badges } = await sandbox.staff(partner);
      const issuers = new Set(badges.map((badge) => issuerOf(badge)['id']));
      for (const vendor of ['AWS', 'CISCO', 'DELL', 'IBM']) {
        expect(issuers).toContain(readCatalogue().find((issuer) => issuer.vendor === vendor)?.id);
      }
      const left = badges.map((badge) => daysLeft(badge, sandbox.clock.now));
      expect(left.filter((days) => days === null).length).toBeGreaterThan(1);
      expect(left.filter((days) => days !== null && days < 0).length).toBeGreaterThan(1);
      expect(left.filter((days) => days !== null && days >= 0 && days <= 90).length).toBeGreaterThan(1);
      expect(left.filter((days) => days !== null && days > 90).length).toBeGreaterThan(1);
      const states = badges.map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['accepted', 'pending', 'rejected', 'revoked']));
      expect(states.filter((state) => state === 'accepted').length).toBeGreaterThan(15);
    }
  });

  test('a badge names its template with the catalogue’s own ids, also where level and category are null', async () => {
    const { badges } = await sandbox.staff();
    const known = new Map(
      readCatalogue().flatMap(({ templates }) => templates.map((template) => [template.id, template])),
    );
    for (const badge of badges) {
      const template = objectOf(badge, 'badge_template');
      expect(template).toMatchObject({ ...known.get(String(template['id'])), skills: [] });
    }
    const templates = badges.map((badge) => objectOf(badge, 'badge_template'));
    expect(templates.some(({ level, type_category }) => level === null && type_category !== null)).toBe(true);
    expect(templates.some(({ level, type_category }) => level === null && type_category === null)).toBe(true);
  });

  test('a badge says who holds it, when it was issued and when it ends, without an expired state', async () => {
    const { employees, badges } = await sandbox.staff();
    for (const badge of badges) {
      const user = objectOf(badge, 'user');
      expect(employees).toContainEqual({
        id: user['id'],
        email: user['email'],
        first_name: user['first_name'],
        last_name: user['last_name'],
      });
      expect(Date.parse(String(badge['issued_at']))).toBeLessThan(sandbox.clock.now);
      expect(String(badge['issued_at']).startsWith(String(badge['issued_at_date']))).toBe(true);
      if (badge['expires_at'] === null) expect(badge['expires_at_date']).toBeNull();
      else expect(String(badge['expires_at']).startsWith(String(badge['expires_at_date']))).toBe(true);
    }
    expect(new Set(badges.map(({ id }) => id)).size).toBe(badges.length);
  });

  test('pages carry counts and links both ways, and give everybody once', async () => {
    const own = await startCredly({ perPage: 3 });
    const { json } = await own.call(`${STAFF}?page=2`);
    const all = await own.all(STAFF);
    const beyond = await own.call(`${STAFF}?page=9`);
    await own.close();
    const { previous_page_url, next_page_url, ...counts } = objectOf(json, 'metadata');
    expect(counts).toEqual({ count: 3, current_page: 2, total_count: 8, total_pages: 3, per: 3 });
    expect(new URL(String(previous_page_url)).searchParams.get('page')).toBe('1');
    expect(new URL(String(next_page_url)).searchParams.get('page')).toBe('3');
    expect(new Set(all.map(({ id }) => id)).size).toBe(8);
    expect(listOf(beyond.json, 'data')).toEqual([]);
  });

  test.each(['0', '-1', 'two'])('refuses page %s', async (page) => {
    expect((await sandbox.call(`${STAFF}?page=${page}`)).status).toBe(400);
  });

  test('somebody unknown is not found', async () => {
    expect((await sandbox.call(`${STAFF}/nobody/data`)).status).toBe(404);
  });

  test('the fault duplicatePages repeats the page before on each next page, and loses nobody', async () => {
    const own = await startCredly({ perPage: 3 });
    const plain = await own.all(STAFF);
    await own.door('faults', 'PUT', { duplicatePages: true });
    const all = await own.all(STAFF);
    await own.close();
    expect(all).toEqual([...plain.slice(0, 3), ...plain]);
  });

  test('the same seed gives the same people and badges', async () => {
    const own = await startCredly();
    const again = await own.staff();
    await own.close();
    expect(again).toEqual(await sandbox.staff());
  });

  test('nothing can be written', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await fetch(`${sandbox.origin}/credly${STAFF}`, { method });
      expect(response.status).toBe(404);
    }
  });
});

describe('the control door', () => {
  let sandbox: CredlySandbox;

  beforeAll(async () => {
    sandbox = await startCredly();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const badge = async (id: unknown) => (await sandbox.staff()).badges.find((candidate) => candidate['id'] === id);

  test('lays values over a badge, of wrong types too', async () => {
    const { badges } = await sandbox.staff();
    const set = { state: 'revoked', expires_at: 17, badge_template: { level: ['odd'] } };
    await sandbox.change({ type: 'badge', id: badges[0]?.['id'], set });
    expect(await badge(badges[0]?.['id'])).toMatchObject({
      ...set,
      badge_template: { level: ['odd'], name: expect.any(String) },
    });
  });

  test('makes a person and a badge, and takes both away again', async () => {
    const person = { id: 'e-1', email: 'new@alpenrand.example', first_name: 'New', last_name: 'Person' };
    await sandbox.change({ type: 'employee', create: person });
    await sandbox.change({ type: 'badge', employee: 'e-1', create: { id: 'b-1', state: 'accepted' } });
    const { employees } = await sandbox.staff();
    expect(employees).toContainEqual(person);
    expect(await badge('b-1')).toEqual({ id: 'b-1', state: 'accepted' });
    await sandbox.change({ type: 'badge', id: 'b-1', delete: true });
    expect(await badge('b-1')).toBeUndefined();
    await sandbox.change({ type: 'employee', id: 'e-1', delete: true });
    expect((await sandbox.staff()).employees).toHaveLength(8);
  });

  test('a person whose id was spoiled is still found under the first one', async () => {
    const { employees } = await sandbox.staff(2);
    const id = String(employees[0]?.['id']);
    await sandbox.change({ type: 'employee', partner: 2, id, set: { id: null, email: false } });
    const answer = await sandbox.change({ type: 'employee', partner: 2, id, set: { id } });
    expect(answer.json['record']).toMatchObject({ id, email: false });
  });

  test.each([
    ['no object', [], 'change'],
    ['an unknown type', { type: 'issuer', id: '1', set: {} }, 'type'],
    ['an unknown id', { type: 'badge', id: '1', set: {} }, 'id'],
    ['an unknown partner', { type: 'employee', partner: 99, create: { id: '1' } }, 'partner'],
    ['an unknown holder', { type: 'badge', employee: 'x', create: { id: '1' } }, 'employee'],
    ['an unknown organization', { type: 'badgeTemplate', organization: 'x', create: { id: '1' } }, 'organization'],
    ['nothing to do', { type: 'badge', id: '1' }, 'change'],
    ['a set that is no object', { type: 'badge', id: '1', set: 1 }, 'set'],
    ['a delete that is not true', { type: 'badge', id: '1', delete: 1 }, 'delete'],
    ['a create without an id', { type: 'employee', create: {} }, 'create.id'],
  ])('refuses a change with %s, naming the member', async (_what, body, member) => {
    const answer = await sandbox.change(body);
    expect(answer.status).toBe(400);
    expect(String(answer.json['error']).startsWith(`${member}:`)).toBe(true);
  });
});
