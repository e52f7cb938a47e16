import { isServable } from '../../ncco/check-ncco.ts';
import { NCCO, NOTHING, STATIC_NCCO } from './targets.ts';

/** An answer in a few words, for comparison with the expected one. */
export function describeAnswer(status: number, body: string, staticNcco: string): string {
  if (status !== 200) return `${String(status)} ${codeIn(body)}`;
  if (body === '') return NOTHING;
  if (body === staticNcco) return STATIC_NCCO;
  return isServable(parsed(body)) ? NCCO : `200 and ${body.slice(0, 80)}`;
}

const codeIn = (body: string): string => {
  const code = (parsed(body) as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : body.slice(0, 80);
};

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
