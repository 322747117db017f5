/** A referral, as far as tests read its members by name. */
export interface WireReferral {
  readonly id: string;
  readonly engagementId: string;
  readonly name: string | null;
  readonly externalReferenceId: string | null;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly status: string;
  readonly substatus: string;
  readonly type: string;
  readonly qualification: string;
  readonly direction: string;
  readonly eTag: string;
  readonly createdDateTime: string;
  readonly updatedDateTime: string;
  readonly expirationDateTime: string | null;
  readonly acceptedDateTime: string | null;
  readonly closedDateTime: string | null;
  readonly target: readonly { readonly type: string; readonly id: string }[];
  readonly customerProfile: { readonly name: string; readonly address: { readonly country: string } };
  readonly consent: Readonly<Record<string, boolean>>;
  readonly details: {
    readonly dealValue: number | string | null;
    readonly currency: string;
    readonly notes: string | null;
    readonly closingDateTime: string | null;
  };
  readonly team: readonly { readonly email: string }[];
  readonly links: { readonly self: { readonly uri: string }; readonly relatedReferrals: { readonly uri: string } };
}

/** An entry of a list: a referral, an export, a query, a report, an execution, a created record. */
export interface WireEntry extends WireReferral {
  readonly requestId: string;
  readonly blobLocation: string | null;
  readonly datasetName: string;
  readonly selectableColumns: readonly string[];
  readonly queryId: string;
  readonly reportId: string;
  readonly reportStatus: string;
  readonly executionId: string;
  readonly executionStatus: string;
  readonly reportAccessSecureLink: string | null;
  readonly externalId: string | null;
  readonly relationshipType: string;
}

/** A body of any host, as far as tests read its members by name. */
export interface WireBody extends WireEntry {
  readonly '@odata.context': string;
  readonly '@odata.count': number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly WireEntry[];
  readonly totalCount: number;
  readonly items: readonly WireEntry[];
  readonly records: readonly WireEntry[];
  readonly record: WireEntry;
  readonly calls: Readonly<Record<string, number>>;
  /** The Entra endpoint and the control door answer with a text here. */
  readonly error: { readonly code: string; readonly message: string; readonly target?: string };
  readonly code: number;
  readonly mpnId: string;
  readonly partnerName?: string;
  readonly dataRedacted: boolean;
  readonly message: string | null;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_on: string;
  readonly not_before: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
}
