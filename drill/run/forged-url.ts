import type { Forgery } from '../scenarios/scenario.ts';

/** The event URL of an action, with another state in its path. */
export function forgedUrl(forgery: Exclude<Forgery, 'of-another-call'>, eventUrl: string): string {
  const [, before = '', state = ''] = /^(.*\/)([^/?#]*)$/.exec(eventUrl) ?? [];
  switch (forgery) {
    case 'made-up':
      return `${before}bm90LWEtc3RhdGUtdGhhdC1hbnlib2R5LWhhcy1zZWFsZWQtZXZlcg`;
    case 'flipped': {
      const at = Math.floor(state.length / 2);
      const other = state[at] === 'A' ? 'B' : 'A';
      return before + state.slice(0, at) + other + state.slice(at + 1);
    }
    case 'truncated':
      return before + state.slice(0, -8);
  }
}
