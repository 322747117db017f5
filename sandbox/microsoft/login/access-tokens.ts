import type { Directory } from '../directory.ts';
import type { MicrosoftSettings } from '../options.ts';
import type { Tenant } from '../tenant.ts';
import { MICROSOFT_ROLES, userEmail } from '../users.ts';
import type { MicrosoftRole } from '../users.ts';
import { SECOND } from '../common/time.ts';
import { readJwt, signJwt } from './jwt.ts';

/** The two token audiences `[SDKD partner-center-rest-urls.md]`: a token for one host is refused by the other. */
export const PARTNER_AUDIENCE = 'https://api.partner.microsoft.com';
export const PARTNER_CENTER_AUDIENCE = 'https://api.partnercenter.microsoft.com';

/** Who asks. */
export interface Session {
  readonly tenant: Tenant;
  readonly role: MicrosoftRole;
  readonly email: string;
}

export interface IssuedToken {
  readonly token: string;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly expiresOn: number;
}

/** Issues access tokens and checks them. */
export class AccessTokens {
  private serial = 0;
  private expiredThrough = 0;
  private readonly key: string;
  private readonly settings: MicrosoftSettings;
  private readonly directory: Directory;

  constructor(settings: MicrosoftSettings, directory: Directory) {
    this.settings = settings;
    this.directory = directory;
    this.key = `access:${settings.seed}`;
  }

  issue(tenant: Tenant, role: MicrosoftRole, resource: string): IssuedToken {
    this.serial += 1;
    const notBefore = Math.floor(this.settings.now() / SECOND);
    const expiresOn = notBefore + this.settings.tokenLifetimeSeconds;
    const token = signJwt(
      {
        aud: resource,
        iss: `https://sts.windows.net/${tenant.account.tenantId}/`,
        iat: notBefore,
        nbf: notBefore,
        exp: expiresOn,
        amr: ['pwd', 'mfa'],
        appid: tenant.account.clientId,
        scp: 'user_impersonation',
        tid: tenant.account.tenantId,
        upn: userEmail(role, tenant.partner.domain),
        role,
        uti: this.serial,
        ver: '1.0',
      },
      this.key,
    );
    return { token, notBefore, expiresOn };
  }

  /** The session of a token, or null when it is not ours, not for this audience, or no longer good. */
  check(token: string, audience: string): Session | null {
    const claims = readJwt(token, this.key);
    if (!claims || claims['aud'] !== audience || Number(claims['uti']) <= this.expiredThrough) return null;
    if (Number(claims['exp']) * SECOND <= this.settings.now()) return null;
    const tenant = this.directory.byTenantId(String(claims['tid']));
    const role = MICROSOFT_ROLES.find((known) => known === claims['role']);
    return tenant && role ? { tenant, role, email: userEmail(role, tenant.partner.domain) } : null;
  }

  /** Makes every token issued so far expired. */
  expireAll(): void {
    this.expiredThrough = this.serial;
  }
}

/** The token of an `Authorization: Bearer` header, or null. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}
