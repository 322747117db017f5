import { SeededRandom } from '../../kernel/random.ts';
import type { SandboxPartner } from '../../kernel/stand-in.ts';
import type { IssuerFacts } from '../catalogue.ts';
import { seededGuid } from '../guid.ts';
import { issuerDocument, templateDocument } from '../issuer/template-document.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { DAY, daysToEnd, planBadges } from './badge-plan.ts';
import type { PlannedBadge } from './badge-plan.ts';
import type { SeededEmployee } from './seed-employees.ts';

const SITE = 'https://www.credly.com';
/** Three years, the validity most of the vendors give. */
const TERM_DAYS = 1095;

export interface BadgeSeed {
  readonly seed: number;
  readonly partner: SandboxPartner;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly catalogue: readonly IssuerFacts[];
}

interface Times {
  readonly issuedAt: number;
  readonly expiresAt: number | null;
}

function timesOf(random: SeededRandom, badge: PlannedBadge, startedAt: number): Times {
  const days = daysToEnd(random, badge.end);
  if (days === null) return { issuedAt: startedAt - random.int(60, 1500) * DAY, expiresAt: null };
  const expiresAt = startedAt + days * DAY;
  return { issuedAt: Math.min(expiresAt - TERM_DAYS * DAY, startedAt - DAY), expiresAt };
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
const date = (milliseconds: number): string => instant(milliseconds).slice(0, 10);

function badgeDocument(id: string, badge: PlannedBadge, employee: SeededEmployee, times: Times): JsonObject {
  const { issuer, template, state } = badge;
  const { issuedAt, expiresAt } = times;
  const { id: employeeId = '', email = '', first_name = '', last_name = '' } = employee.document;
  const imageUrl = `https://images.credly.com/images/${template.id}/image.png`;
  const isTaken = state === 'accepted' || state === 'revoked';
  return {
    id,
    state,
    issued_at: instant(issuedAt),
    issued_at_date: date(issuedAt),
    accepted_at: isTaken ? instant(issuedAt + DAY / 2) : null,
    expires_at: expiresAt === null ? null : instant(expiresAt),
    expires_at_date: expiresAt === null ? null : date(expiresAt),
    last_updated_at: instant(issuedAt + DAY / 2),
    issued_to: `${String(first_name)} ${String(last_name)}`,
    locale: 'en',
    public: isTaken,
    image_url: imageUrl,
    image: { id: template.id, url: imageUrl },
    badge_url: `${SITE}/badges/${id}`,
    badge_template: templateDocument(issuer, template),
    issuer: issuerDocument(issuer),
    user: { id: employeeId, email, first_name, last_name, url: `${SITE}/users/${employee.vanity}` },
    evidence: [],
  };
}

/** The badges of a partner's staff, each with its holder's place. */
export function seedBadges(
  owner: BadgeSeed,
  employees: readonly SeededEmployee[],
): ReadonlyArray<{ readonly employee: number; readonly id: string; readonly document: JsonObject }> {
  const { seed, partner, startedAt, catalogue } = owner;
  const random = new SeededRandom(`${seed}:credly:badges:${partner.index}`);
  // Badges are issued at some time of the day, so that no instant falls on midnight by design.
  const base = startedAt - (startedAt % DAY) + 15 * 3_600_000;
  return planBadges(random, catalogue, employees.length).flatMap((badge, at) => {
    const employee = employees[badge.employee];
    if (!employee) return [];
    const id = seededGuid(seed, `badge:${partner.index}:${at}`);
    const document = badgeDocument(id, badge, employee, timesOf(random, badge, base));
    return [{ employee: badge.employee, id, document }];
  });
}
