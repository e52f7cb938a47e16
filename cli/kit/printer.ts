import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { printableLines } from './printable.ts';

/** Output of a process that goes on when its reader is gone. */
export interface Printer {
  /** Prints one or more lines. Never throws: what cannot be printed is dropped, or kept. */
  readonly printTo: (stream: NodeJS.WritableStream) => (text: string) => void;
  /** What could not be printed, so far and from now on, is appended to this file, for its owner alone. Never throws. */
  readonly keepUnprinted: (file: string) => void;
}

/**
 * A reader that leaves (EPIPE), a terminal that closes (EIO) and a full disk end no process: what it is doing to an account must
 * be done, or undone, all the same. That holds for what other code prints to the stream too.
 */
export function createPrinter(): Printer {
  let unprinted = '';
  let file: string | undefined;
  const keep = (): void => {
    if (file === undefined || unprinted === '') return;
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      appendFileSync(file, unprinted, { mode: 0o600 });
      unprinted = '';
    } catch {
      // Only the exit code is left to say it.
    }
  };
  return {
    printTo(stream) {
      stream.on('error', () => undefined);
      return (text) => {
        const line = printableLines(text.endsWith('\n') ? text : `${text}\n`);
        const onWritten = (error?: Error | null): void => {
          if (!error) return;
          unprinted += line;
          keep();
        };
        try {
          stream.write(line, onWritten);
        } catch (error) {
          onWritten(error as Error);
        }
      };
    },
    keepUnprinted(named) {
      file = named;
      keep();
    },
  };
}
