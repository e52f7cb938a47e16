import type { Bundles, SourcePlace } from './bundles.ts';

const PLACE = /(?:file:\/\/)?((?:\/|[A-Za-z]:\\)[^():\n]*index\.cjs):(\d+):(\d+)/g;

export interface MappedStack {
  /** The same text, with places of bundles as places of the source. */
  readonly text: string;
  /** The first place that is in no package. */
  readonly first: SourcePlace | undefined;
}

/** A stack (or any text) whose places in bundles are named as those who wrote the code know them. */
export async function mapStack(text: string, bundles: Pick<Bundles, 'placeOf'>): Promise<MappedStack> {
  let first: SourcePlace | undefined;
  let mapped = '';
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, file = '', line, column] = match;
    const place = await bundles.placeOf(file, Number(line), Number(column));
    mapped += text.slice(end, match.index);
    end = match.index + whole.length;
    mapped += place === undefined ? whole : `${place.file}:${String(place.line)}:${String(place.column)}`;
    if (place !== undefined && !place.file.startsWith('node_modules')) first ??= place;
  }
  return { text: mapped + text.slice(end), first };
}
