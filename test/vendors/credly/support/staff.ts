import type { Route } from '../../support/raw-server.ts';
import { dataOf, EMPLOYEES } from './bench.ts';

type Members = Readonly<Record<string, unknown>>;

export const AWS = '7b741b5c-231d-4925-8041-c64b6846f1c8';
export const CISCO = '74381078-44ac-4581-8471-36bd1ce495b7';
export const DELL = '186ada09-1c86-4b6b-8ea8-4d2eee22ddfc';
export const IBM = 'd5a90a02-5fe7-4915-a42d-8273c91cab0f';
export const IBM_PROFESSIONAL = 'd47f866b-4571-4bd6-9abb-86ee6a2ccd89';
export const HPE = 'de8fb801-794b-47d5-a061-e38877a79976';

/** A member of staff as Credly writes one, with members replaced. */
export function employee(id: string, members: Members = {}): Record<string, unknown> {
  return {
    id,
    email: `${id}@Firm.Example`,
    first_name: id.toUpperCase(),
    last_name: 'Doe',
    full_name: `${id.toUpperCase()} Doe`,
    employee_state: 'accepted',
    ...members,
  };
}

/** Who issued a badge; the first organisation is the main one. */
export function issuer(...organizations: readonly string[]): Record<string, unknown> {
  return {
    summary: 'issued by somebody',
    entities: organizations.map((id, at) => ({
      label: 'Issued by',
      primary: at === 0,
      entity: { type: 'Organization', id },
    })),
  };
}

/** A badge as Credly writes one, with members replaced. */
export function badge(id: string, members: Members = {}): Record<string, unknown> {
  return {
    id,
    state: 'accepted',
    issued_at_date: '2025-06-01',
    issued_at: '2025-06-01T14:41:00.000Z',
    expires_at_date: '2028-06-01',
    expires_at: '2028-06-01T00:00:00.000Z',
    last_updated_at: '2025-06-02T08:00:00.000Z',
    badge_url: `https://www.credly.com/badges/${id}`,
    user: { id: 'u-1', email: 'somebody@private.example', first_name: 'Some', last_name: 'Body' },
    issuer: issuer(AWS),
    badge_template: {
      id: '00000000-0000-4000-8000-000000000000',
      name: 'AWS Certified Solutions Architect – Professional',
      vanity_slug: 'aws-certified-solutions-architect-professional',
      level: null,
      type_category: null,
    },
    ...members,
  };
}

/** The template of a badge, with members replaced. */
export function template(name: string, members: Members = {}): Record<string, unknown> {
  return { id: '00000000-0000-4000-8000-000000000000', name, vanity_slug: null, level: null, ...members };
}

/** One page of a list. */
export function page(data: readonly unknown[], current = 1, total = 1): { body: Record<string, unknown> } {
  const next = current < total ? `https://elsewhere.example/next?page=${current + 1}` : null;
  const metadata = {
    count: data.length,
    current_page: current,
    total_count: 0,
    total_pages: total,
    next_page_url: next,
  };
  return { body: { data, metadata } };
}

/** Routes of a staff with their badges. */
export function staffRoutes(
  staff: ReadonlyArray<readonly [Record<string, unknown>, readonly unknown[]]>,
): Record<string, Route> {
  const badges = staff.map(([{ id }, held]) => [dataOf(String(id)), () => page(held)] as const);
  return { [EMPLOYEES]: () => page(staff.map(([member]) => member)), ...Object.fromEntries(badges) };
}
