import { KeptMap } from '../kernel/archive/kept-map.ts';
import { sandboxPartner } from '../kernel/partners.ts';
import type { SandboxPartner } from '../kernel/stand-in.ts';
import { microsoftAccount } from './accounts.ts';
import type { MicrosoftAccount } from './accounts.ts';
import { RefreshChain } from './login/refresh-chain.ts';
import type { MicrosoftSettings } from './options.ts';
import { PayoutStore } from './partner/payouts/payout-store.ts';
import { ReferralStore } from './partner/referrals/referral-store.ts';
import { seedReferrals } from './partner/referrals/seed-referrals.ts';
import { InsightsStore } from './partnercenter/insights/insights-store.ts';
import { Replays } from './partnercenter/replays.ts';
import type { MicrosoftRole } from './users.ts';

/** A partner's tenant and everything it owns. Its records are made when they are first asked for. */
export class Tenant {
  readonly partner: SandboxPartner;
  readonly account: MicrosoftAccount;
  readonly replays = new Replays();
  /** Requests refused for being too many. */
  refusals = 0;
  private readonly settings: MicrosoftSettings;
  private readonly startedAt: number;
  private readonly consent = new KeptMap<boolean>();
  private readonly chains = new Map<MicrosoftRole, RefreshChain>();
  private referralStore: ReferralStore | null = null;
  private insightsStore: InsightsStore | null = null;
  private payoutStore: PayoutStore | null = null;

  /** @param index the partner's index, from 1 */
  constructor(settings: MicrosoftSettings, startedAt: number, index: number) {
    this.settings = settings;
    this.startedAt = startedAt;
    this.partner = sandboxPartner(index);
    this.account = microsoftAccount(settings.seed, index);
    this.consent.keepOn(settings.archive.shelf(`microsoft/${index}/consent`));
  }

  /** The refresh tokens of one user. */
  refreshChain(role: MicrosoftRole): RefreshChain {
    const chain = this.chains.get(role) ?? new RefreshChain();
    this.chains.set(role, chain);
    return chain;
  }

  /** Whether the consent is withdrawn: every refresh token is refused then. */
  get isRevoked(): boolean {
    return this.consent.get('revoked') ?? false;
  }

  /** Withdraws the consent, or gives it back. */
  setRevoked(revoked: boolean): void {
    this.consent.set('revoked', revoked);
  }

  /** Whether the referrals were made already. */
  get hasReferrals(): boolean {
    return this.referralStore !== null;
  }

  get referrals(): ReferralStore {
    const { seed, now, dealsPerPartner, archive } = this.settings;
    this.referralStore ??= new ReferralStore(
      { seed, now, tenant: this.partner.index, archive },
      seedReferrals({ ...this.owner(), organizationId: this.account.organizationId, deals: dealsPerPartner }),
    );
    return this.referralStore;
  }

  get insights(): InsightsStore {
    this.insightsStore ??= new InsightsStore(this.owner(), this.settings);
    return this.insightsStore;
  }

  get payouts(): PayoutStore {
    this.payoutStore ??= new PayoutStore(this.owner(), this.settings.archive);
    return this.payoutStore;
  }

  private owner() {
    const { index, name, domain, country } = this.partner;
    const { seed } = this.settings;
    return { seed, index, name, domain, country, mpnId: this.account.mpnId, startedAt: this.startedAt };
  }
}
