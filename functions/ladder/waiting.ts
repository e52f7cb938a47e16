import { talk } from '../../ncco/build.ts';
import type { Ncco, NccoAction } from '../../ncco/ncco.ts';

/** For a call flow without words of its own. */
export const WAITING_WORDS: Ncco = [talk('Please stay on the line.')];

/** A caller hears silence during a `wait`, so that words come again after this time. */
const BETWEEN_WORDS_SECONDS = 10;
/** What words take, about. */
const WORDS_SECONDS = 2;

/** Words, then silence, for this long in all (the first words come on top): no silence is longer than 10 s. */
export function waiting(seconds: number, words: Ncco): Ncco {
  const pieces = Math.ceil(seconds / BETWEEN_WORDS_SECONDS);
  const silent = (seconds - (pieces - 1) * WORDS_SECONDS) / pieces;
  const wait: NccoAction = { action: 'wait', timeout: Math.round(silent * 10) / 10 };
  return Array.from({ length: pieces }, () => [...words, wait]).flat();
}

/** The actions with these before the first that `isIt`; unchanged where there is none. */
export function insertBefore(ncco: Ncco, isIt: (action: NccoAction) => boolean, actions: Ncco): Ncco {
  const at = Array.isArray(ncco) ? ncco.findIndex(isIt) : -1;
  return at === -1 ? ncco : [...ncco.slice(0, at), ...actions, ...ncco.slice(at)];
}
