import { NO_SHELF, type Archive, type Shelf } from '../kernel/archive/archive.ts';
import { sandboxPartner } from '../kernel/partners.ts';
import type { SandboxPartner } from '../kernel/stand-in.ts';
import { credlyAccount, credlyIssuerAccount } from './accounts.ts';
import type { CredlyAccount } from './accounts.ts';
import type { IssuerFacts } from './catalogue.ts';
import { seedBadges } from './employer/seed-badges.ts';
import { seedEmployees } from './employer/seed-employees.ts';
import { listedTemplate } from './issuer/template-document.ts';
import type { JsonObject } from '../kernel/json.ts';
import { Records } from '../kernel/records.ts';

/** An organisation on Credly: an employer with staff, or an issuer with templates. Each lacks what the other has. */
export interface Organization {
  readonly keys: CredlyAccount;
  readonly name: string;
  /** The partner's index; null for an issuer. */
  readonly partner: number | null;
  readonly employees: Records;
  readonly templates: Records;
  /** The badges of a member of staff, from all issuers; none for somebody unknown. */
  badgesOf(employeeId: string): Records;
  /** The id of the member of staff with this public profile, or null. */
  publicProfile(vanity: string): string | null;
}

/** What organisations are made from. */
interface OwnerSeed {
  readonly seed: number;
  readonly archive: Archive;
}

interface EmployerSeed extends OwnerSeed {
  readonly startedAt: number;
  readonly catalogue: readonly IssuerFacts[];
}

/** A partner firm, with its staff and their badges. */
export function makeEmployer(owner: EmployerSeed, index: number): Organization {
  const partner: SandboxPartner = sandboxPartner(index);
  const staff = seedEmployees(owner.seed, partner);
  const idOf = ({ document }: { document: JsonObject }): string => String(document['id']);
  const shelf = (name: string): Shelf => owner.archive.shelf(`credly/${index}/${name}`);
  const badgesOf = (employeeId: string): Records => new Records(shelf(`badges/${employeeId}`));
  const badges = new Map(staff.map((employee) => [idOf(employee), badgesOf(idOf(employee))]));
  for (const { employee, id, document } of seedBadges({ ...owner, partner }, staff)) {
    const holder = staff[employee];
    if (holder) badges.get(idOf(holder))?.seed(id, document);
  }
  const profiles = new Map(
    staff.filter(({ isPublic }) => isPublic).map((employee) => [employee.vanity, idOf(employee)]),
  );
  return {
    keys: credlyAccount(owner.seed, index),
    name: partner.name,
    partner: index,
    employees: new Records(
      shelf('employees'),
      staff.map((employee) => [idOf(employee), employee.document]),
    ),
    templates: new Records(NO_SHELF),
    badgesOf: (employeeId) => {
      const records = badges.get(employeeId) ?? badgesOf(employeeId);
      badges.set(employeeId, records);
      return records;
    },
    publicProfile: (vanity) => profiles.get(vanity) ?? null,
  };
}

/** A vendor's organisation, with its templates. */
export function makeIssuer({ seed, archive }: OwnerSeed, facts: IssuerFacts): Organization {
  return {
    keys: credlyIssuerAccount(seed, facts.id),
    name: facts.name,
    partner: null,
    employees: new Records(NO_SHELF),
    templates: new Records(
      archive.shelf(`credly/${facts.id}/templates`),
      facts.templates.map((template, at) => [template.id, listedTemplate(facts, template, at)]),
    ),
    badgesOf: () => new Records(NO_SHELF),
    publicProfile: () => null,
  };
}
