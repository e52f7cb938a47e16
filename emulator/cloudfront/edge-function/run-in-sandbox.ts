import { Script, createContext } from 'node:vm';
import type { EdgeEvent } from './edge-event.ts';

/**
 * Only keeps an endless loop from stopping the edge for good. CloudFront's own limit is far below, and in work done; this
 * one counts what the machine stands still as well.
 */
const LIMIT_MS = 10_000;

const CALL = new Script('(async () => JSON.stringify(await handler(JSON.parse(eventJson))))()');

/**
 * Code of a CloudFront function, compiled. Each call has a global scope of its own, with JavaScript's built-ins and
 * nothing of Node's; event and result go through as JSON.
 * @returns what the handler gives back; rejects with what it throws
 */
export function sandboxed(code: string, limitMs = LIMIT_MS): (event: EdgeEvent) => Promise<unknown> {
  const script = new Script(code);
  return async (event) => {
    const context = createContext(
      Object.assign(Object.create(null) as object, { eventJson: JSON.stringify(event) }),
      {
        codeGeneration: { strings: false, wasm: false },
      },
    );
    script.runInContext(context, { timeout: limitMs });
    const json: unknown = await CALL.runInContext(context, { timeout: limitMs });
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  };
}
