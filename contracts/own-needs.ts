/** An IAM statement that a call flow needs: it allows these actions on these resources. */
export interface OwnPermission {
  /** `dynamodb:GetItem`; no wildcards. */
  readonly actions: readonly string[];
  /** ARNs; `{partition}`, `{region}` (the function's own) and `{account}` stand for what is known at deployment. */
  readonly resources: readonly string[];
  /** Why a resource has a wildcard; only where AWS has nothing narrower, or the names are not known. */
  readonly why?: string;
}

/** What the functions that run a call flow must be allowed, besides what every deployment allows them. */
export interface OwnNeeds {
  /** Names in Secrets Manager. */
  readonly secrets: readonly string[];
  readonly permissions: readonly OwnPermission[];
}

/** Where a resource of an OwnPermission is. */
export interface ArnPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** A resource of an OwnPermission, with what its placeholders stand for. */
export const resourceAt = (resource: string, place: ArnPlace): string =>
  resource.replace(/\{(partition|region|account)\}/g, (_all, name: keyof ArnPlace) => place[name]);

/** Secrets Manager appends a hyphen and six characters to the name. */
export const secretResource = (name: string): string =>
  `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`;

/** As IAM statements: the secrets' too. */
export const statementsOfNeeds = ({ secrets, permissions }: OwnNeeds): readonly OwnPermission[] => [
  ...(secrets.length === 0
    ? []
    : [{ actions: ['secretsmanager:GetSecretValue'], resources: secrets.map(secretResource) }]),
  ...permissions,
];
