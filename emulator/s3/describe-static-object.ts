import type { StaticObject } from '../deployment.ts';

/** `/static/fallback.json (asset.8b2c…/fallback.json)`: its path, and the file in the assembly. */
export function describeStaticObject({ key, source }: Pick<StaticObject, 'key' | 'source'>): string {
  return `/${key} (${source.split(/[/\\]/).slice(-2).join('/')})`;
}
