import { kindOf, type Spell } from '../schedule/schedule.ts';

/** What keeps CloudFront's origin from answering with an error that CloudFront replaces: it hands these on as they are. */
const NOT_REPLACED: readonly string[] = [
  'answers-401',
  'answers-429',
  'answers-html',
  'answers-nothing',
  'answers-truncated',
  'answers-invalid-ncco',
  'answers-as-text',
  'redirects',
];

/** Faults that leave every answer as it is. */
export const isHarmless = ({ kind }: { readonly kind: string }): boolean =>
  /^(bot-|person-|journal-)/.test(kind);

/** Why a tier need not answer, of the faults that were there meanwhile; undefined: it lives. */
export function whyNot(tier: 'primary' | 'fallback', meanwhile: readonly Spell[]): string | undefined {
  const at = (place: string): readonly Spell[] =>
    meanwhile.filter(({ fault }) => fault.place === place && !isHarmless(fault));
  const said = (spells: readonly Spell[]): string =>
    [...new Set(spells.map(({ fault }) => kindOf(fault.kind).says(fault.place)))].join(', and ');
  if (tier === 'primary') {
    const own = at('primary').filter(({ fault }) => fault.kind !== 'distribution-refuses');
    return own.length > 0 ? said(own) : undefined;
  }
  const secondary = at('secondary');
  const gone = secondary.filter(({ fault }) => fault.kind === 'distribution-refuses');
  if (gone.length > 0) return said(gone);
  const handedOn = secondary.filter(({ fault }) => NOT_REPLACED.includes(fault.kind));
  if (handedOn.length > 0) return `${said(handedOn)}, which CloudFront hands on`;
  const bucket = at('static');
  return secondary.length > 0 && bucket.length > 0 ? said([...secondary, ...bucket]) : undefined;
}
