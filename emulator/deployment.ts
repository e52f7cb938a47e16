/**
 * The deployment that a cloud assembly describes, with every intrinsic function resolved. `read-assembly.ts` creates it from
 * templates and assets. It is all that the emulator's processes are given, and plain JSON, so that it can be passed to them.
 */

/** The place in the assembly that a value comes from, for people. */
export interface Where {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
}

/** A value, and whether the template names it or AWS's default stands in. */
export interface Setting<T> {
  readonly value: T;
  readonly isDefault: boolean;
}

export interface FunctionModel {
  readonly where: Where;
  readonly name: string;
  /** Alias of the deployed version; undefined if there is none. */
  readonly alias?: string;
  /** Absolute path of the folder that holds the bundle. */
  readonly codeDirectory: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  /** Environments that are started ahead; 0: none. */
  readonly provisionedConcurrency: number;
}

export interface MethodModel {
  readonly where: Where;
  /** Of the resource: `/answer`, `/event/{state}`. */
  readonly path: string;
  readonly httpMethod: string;
  /** Logical id of the function behind it (AWS_PROXY). */
  readonly functionId: string;
  /**
   * From where API Gateway may invoke it: the SourceArn of each permission, with `*` and `?`; `*` for a permission that names
   * none.
   */
  readonly permittedSources: readonly string[];
  readonly integrationTimeoutMs: Setting<number>;
  /** Whether API Gateway requires an API key. */
  readonly apiKeyRequired: boolean;
}

export interface GatewayResponseModel {
  readonly where: Where;
  /** `INTEGRATION_TIMEOUT`, `DEFAULT_5XX`, … */
  readonly responseType: string;
  readonly statusCode?: number;
  readonly templates: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A statement of a resource policy with the principal `*`. */
export interface PolicyStatementModel {
  readonly effect: 'Allow' | 'Deny';
  /** Patterns over `stage/METHOD/path`, with `*` and `?`. */
  readonly calls: readonly string[];
  /** Conditions on the source address; all must hold. */
  readonly conditions: readonly {
    readonly operator: 'IpAddress' | 'NotIpAddress';
    /** Addresses and CIDR blocks. */
    readonly ranges: readonly string[];
  }[];
}

/** A key that opens the methods of the API's stage. */
export interface ApiKeyModel {
  readonly where: Where;
  readonly id: string;
  readonly value: string;
}

export interface ApiModel {
  readonly where: Where;
  readonly id: string;
  /** `arn:aws:execute-api:<region>:<account>:<id>`. */
  readonly arn: string;
  /** `<id>.execute-api.<region>.amazonaws.com`. */
  readonly hostName: string;
  readonly stage: string;
  readonly methods: readonly MethodModel[];
  readonly gatewayResponses: readonly GatewayResponseModel[];
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeys: readonly ApiKeyModel[];
  /** If absent, every caller is admitted. */
  readonly policy?: readonly PolicyStatementModel[];
}

export interface StaticObject {
  readonly where: Where;
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly bodyBase64: string;
  /** File in the assembly that it was read from. */
  readonly source: string;
}

/** A statement of the bucket policy that lets CloudFront read. */
export interface CloudFrontAccess {
  /** Patterns over keys, with `*` and `?`. */
  readonly keys: readonly string[];
  /** Which distributions: their ARN, or a pattern of it. Both absent: all. */
  readonly sourceArn?: string;
  readonly sourceArnLike?: string;
}

export interface BucketModel {
  readonly where: Where;
  readonly name: string;
  readonly region: string;
  readonly objects: readonly StaticObject[];
  /** Absent or empty: CloudFront may read nothing. */
  readonly cloudFrontAccess?: readonly CloudFrontAccess[];
}

export interface SecretModel {
  readonly where: Where;
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  /** It is no resource of the stack: the call flow reads it. */
  readonly isOfCallFlow?: true;
}

export interface OriginModel {
  readonly id: string;
  readonly hostName: string;
  readonly originPath: string;
  readonly kind: 'custom' | 's3';
  readonly hasOriginAccessControl: boolean;
  readonly connectionAttempts: Setting<number>;
  readonly connectionTimeoutMs: Setting<number>;
  readonly readTimeoutMs: Setting<number>;
  /** Absent: no limit on the whole response. */
  readonly responseCompletionTimeoutMs?: number;
  /** Headers that the distribution adds (OriginCustomHeaders). */
  readonly customHeaders: Readonly<Record<string, string>>;
  /** What the assembly deploys into the bucket of that name; only to name the cause in a note. */
  readonly objects?: readonly Pick<StaticObject, 'where' | 'key' | 'source'>[];
}

/** How long a behaviour's responses are cached, and what their cache keys consist of. */
export interface CacheModel {
  /** Name of a managed policy, or logical id. */
  readonly policy: string;
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly queryString: boolean;
  /** Lower case. */
  readonly headerNames: readonly string[];
}

/** A CloudFront function (JavaScript runtime 2.0). */
export interface EdgeFunctionModel {
  readonly where: Where;
  readonly code: string;
}

export interface BehaviorModel {
  /** `*` for the default behaviour. */
  readonly pathPattern: string;
  readonly originId: string;
  readonly allowedMethods: readonly string[];
  /** The maximum TTL is not 0. */
  readonly caches: boolean;
  readonly cache: CacheModel;
  /** What of the viewer's request reaches the origin. */
  readonly forwards: {
    readonly headers: 'none' | 'all' | 'all-except' | 'only';
    /** For `all-except` and `only`; lower case. */
    readonly headerNames: readonly string[];
    readonly queryString: boolean;
    /** Name of a managed origin request policy, or logical id, or `none`. */
    readonly policy: string;
  };
  /** Runs at each viewer request. */
  readonly viewerRequest?: EdgeFunctionModel;
}

export interface ErrorResponseModel {
  readonly errorCode: number;
  readonly responseCode?: number;
  readonly responsePagePath?: string;
  readonly errorCachingMinTtlSeconds: Setting<number>;
}

export interface DistributionModel {
  readonly where: Where;
  readonly arn: string;
  readonly account: string;
  /** `<id>.cloudfront.net`. */
  readonly hostName: string;
  readonly origins: readonly OriginModel[];
  readonly behaviors: readonly BehaviorModel[];
  readonly errorResponses: readonly ErrorResponseModel[];
}

export interface RegionModel {
  readonly stack: string;
  readonly region: string;
  readonly role: 'primary' | 'secondary';
  readonly api: ApiModel;
  readonly functions: Readonly<Record<string, FunctionModel>>;
  readonly buckets: readonly BucketModel[];
  readonly secrets: readonly SecretModel[];
  readonly distribution: DistributionModel;
  /** Those of applications that have a static NCCO of their own. */
  readonly ofApplications: readonly DistributionModel[];
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StaticModel {
  readonly stack: string;
  readonly region: string;
  readonly buckets: readonly BucketModel[];
  readonly distribution: DistributionModel;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly primary: RegionModel;
  readonly secondary: RegionModel;
  readonly static: StaticModel;
}

/** `vonage-voice-failover-eu-west-1 / AnswerFunction (AWS::Lambda::Function)`. */
export const describeResource = (where: Where): string =>
  `${where.stack} / ${where.logicalId} (${where.type})`;

/** `/static/fallback.json (asset.8b2c…/fallback.json)`: its path, and the file in the assembly. */
export function describeStaticObject({ key, source }: Pick<StaticObject, 'key' | 'source'>): string {
  return `/${key} (${source.split(/[/\\]/).slice(-2).join('/')})`;
}
