import { microsoftAccount } from './accounts.ts';
import type { MicrosoftSettings } from './options.ts';
import { Tenant } from './tenant.ts';

/** The tenants, found by any of their ids and made when first asked for. */
export class Directory {
  private readonly settings: MicrosoftSettings;
  private readonly startedAt: number;
  private readonly tenants = new Map<number, Tenant>();
  private readonly byTenant = new Map<string, number>();
  private readonly byMpn = new Map<string, number>();

  constructor(settings: MicrosoftSettings, startedAt: number) {
    this.settings = settings;
    this.startedAt = startedAt;
    for (let index = 1; index <= settings.partners; index += 1) {
      const account = microsoftAccount(settings.seed, index);
      this.byTenant.set(account.tenantId, index);
      this.byMpn.set(account.mpnId, index);
    }
  }

  /** @param index the partner's index, from 1 */
  byIndex(index: number): Tenant | null {
    if (!Number.isInteger(index) || index < 1 || index > this.settings.partners) return null;
    const tenant = this.tenants.get(index) ?? new Tenant(this.settings, this.startedAt, index);
    this.tenants.set(index, tenant);
    return tenant;
  }

  byTenantId(tenantId: string): Tenant | null {
    return this.byIndex(this.byTenant.get(tenantId.toLowerCase()) ?? 0);
  }

  byMpnId(mpnId: string): Tenant | null {
    return this.byIndex(this.byMpn.get(mpnId) ?? 0);
  }

  /** Every tenant: those whose referrals are made already come first, so that a search seldom has to make more. */
  *all(): Generator<Tenant> {
    const made = [...this.tenants.values()].filter((tenant) => tenant.hasReferrals);
    yield* made;
    for (let index = 1; index <= this.settings.partners; index += 1) {
      const tenant = this.byIndex(index);
      if (tenant && !made.includes(tenant)) yield tenant;
    }
  }
}
