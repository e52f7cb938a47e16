import { readFileSync } from 'node:fs';

const DOCS = new URL('../../../docs/', import.meta.url);
export const PIPELINE = readFileSync(new URL('pipeline.md', DOCS), 'utf8');
const DECISION = readFileSync(new URL('decisions/024-deploy.md', DOCS), 'utf8');

/** For what somebody needs permissions, as the list of decision 024 has it. */
export type Purpose =
  'Deploying' | 'Reading back' | 'Smoke' | 'Smoke, where `drillable`' | '`--adopt`' | 'Destroying';

/** `- **Purpose**: `service:Action`, …`, over several lines. */
export function actionsFor(purpose: Purpose): readonly string[] {
  const [, list] = DECISION.split(`- **${purpose}**:`);
  if (list === undefined) throw new Error(`docs/decisions/024-deploy.md has no list for ${purpose}`);
  const [own = ''] = list.split(/\n(?=\S)/);
  return [...own.matchAll(/`([a-z0-9]+:[A-Za-z]+)`/g)].map(([, action = '']) => action);
}

export interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** Those of the role that deploys. */
export function statements(): readonly Statement[] {
  const policies = [...PIPELINE.matchAll(/^```json\n(.*?)\n```$/gms)].map(
    ([, text = '']) => (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement,
  );
  const own = policies.find((policy) => policy.some(({ Resource }) => Resource !== undefined));
  if (own === undefined) throw new Error('docs/pipeline.md has no policy');
  return own;
}

export const listed = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** Whether IAM takes the text for one that the pattern names. */
export const isNamed = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);
