import type { Template } from '../../../cli/stacks/assembly.ts';

export interface StackHeld {
  readonly id: string;
  readonly name: string;
  status: string;
  template: Template;
  /** As it was sent. */
  templateText: string;
  /** Logical id → physical id. */
  readonly physicalIds: Map<string, string>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What one region holds. */
export interface RegionHeld {
  readonly stacks: Map<string, StackHeld>;
  /** A change set, by the stack's name. */
  readonly planned: Map<
    string,
    { readonly text: string; readonly isImport: boolean; readonly hasFailed: boolean }
  >;
  /** Change sets that failed, `stack/name`: they stay, and keep their name. */
  readonly failedChangeSets: Set<string>;
  readonly buckets: Map<string, Map<string, string>>;
  readonly parameters: Map<string, string>;
  readonly secrets: Map<
    string,
    {
      versions: Map<string, string>;
      current: string;
      stack: string;
      /** To be restored; `isGone`: nor that. Both are listed still. */
      isDeleted: boolean;
      isGone?: boolean;
      /** It cannot be deleted. */
      isReplicated?: boolean;
    }
  >;
  readonly functions: Set<string>;
  readonly logGroups: Set<string>;
}

export const newRegion = (): RegionHeld => ({
  stacks: new Map(),
  planned: new Map(),
  failedChangeSets: new Set(),
  buckets: new Map(),
  parameters: new Map(),
  secrets: new Map(),
  functions: new Set(),
  logGroups: new Set(),
});

export interface Behavior {
  /** Types that are said to be created, and are not: what some emulators do. */
  readonly skips: readonly string[];
  /** Regions that answer nothing. */
  readonly unavailable: Set<string>;
  /** What a function returns, by its name and the payload; it may throw. */
  readonly invoke: (functionName: string, payload: string) => unknown;
}

export interface AwsRequestSeen {
  readonly region: string;
  readonly service: string;
  readonly method: string;
  /** Decoded path. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly target: string;
  readonly body: string;
}

export interface AwsReply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (value: unknown, status = 200): AwsReply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});
export const xml = (body: string, status = 200): AwsReply => ({ status, type: 'text/xml', body });

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const ACCOUNT = '111122223333';
