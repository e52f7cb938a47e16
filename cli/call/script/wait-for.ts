import type { Line, Turn } from '../line.ts';

/** Nothing more is heard while it is the caller's turn; a bot's connection may still be about to break. */
const CALLERS_TURN_MS = 2_000;
/** Longer than Vonage waits for any webhook. */
const THEIR_TURN_MS = 30_000;

/** Resolves with what `look` finds; undefined once the call is over, or nothing more will happen in it by itself. */
export function waitFor<T>(line: Line, look: (turn: Turn) => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (found: T | undefined): void => {
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const check = (): void => {
      const found = look(line.turn);
      if (found !== undefined || line.turn.kind === 'ended') return finish(found);
      clearTimeout(timer);
      timer = setTimeout(
        () => finish(undefined),
        line.turn.kind === 'theirs' ? THEIR_TURN_MS : CALLERS_TURN_MS,
      );
    };
    const stop = line.onChange(check);
    check();
  });
}
